package pva.analysis.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.PvaException;
import pva.model.Tokens;
import pva.tensor.DeviceChoice;

/**
 * What one steering study is asked to do, with the defaults filled in.
 *
 * @param base the script's folder; relative paths start here
 * @param problems where the problems are
 * @param tasks how many of them, evenly spaced; empty = all
 * @param prompt name of the template that makes a prompt of a problem
 * @param maxNewTokens a solution ends after so many
 * @param layer the residual stream after this block is changed; -1 = the last one, which changes its own token alone
 * @param sae for latents, also as controls; empty = neither
 * @param tokens which tokens are changed
 * @param gate where they are changed at all; empty = always
 * @param attention whether it is looked at where attention goes
 * @param split tasks that find the direction, that choose the dose, and that are reported on once
 */
public record SteerSpec(Path script, String scriptText, Path base, String problems, OptionalInt tasks, String prompt, int maxNewTokens,
    ModelSpec model, DeviceChoice device, int layer, Optional<SaeSpec> sae, DirectionSpec direction, DoseSpec dose, Tokens tokens,
    Optional<GateSpec> gate, boolean attention, ControlSpec controls, SplitSpec split, ResampleSpec resample,
    Optional<NeutralSpec> neutral, Map<String, Object> params, Map<String, Span> said) implements ScriptSpec {

  public SteerSpec {
    Objects.requireNonNull(script);
    Objects.requireNonNull(scriptText);
    Objects.requireNonNull(base);
    Objects.requireNonNull(model);
    Objects.requireNonNull(device);
    Objects.requireNonNull(direction);
    Objects.requireNonNull(dose);
    Objects.requireNonNull(tokens);
    Objects.requireNonNull(gate);
    if (problems.isBlank()) {
      throw PvaException.usage("PVA-STEER-010", "the place of the problems is empty").word("problems");
    }
    if (layer < -1) {
      throw PvaException.usage("PVA-RUN-011", "a layer is counted from 0, or -1 for the last block, not " + layer).word("layer");
    }
    if (maxNewTokens < 1) {
      throw PvaException.usage("PVA-STEER-011", "a solution has 1 or more tokens, not " + maxNewTokens).word("maxNewTokens");
    }
    if (sae.isEmpty() && (direction.ofDictionary() || controls.latents() > 0)) {
      throw direction.ofDictionary()
          ? PvaException.usage("PVA-STEER-012", "a latent is steered along, but no dictionary is said").word("direction")
              .help("say one: sae jumpRelu(width: 16384)")
          : PvaException.usage("PVA-STEER-012", "latents are asked for as controls, but no dictionary is said").word("controls")
              .help("say one: sae jumpRelu(width: 16384)").help("or do without: controls latents: 0, random: 40");
    }
    if (sae.isEmpty() && gate.isPresent() && gate.get().kind() == GateSpec.Kind.LATENT) {
      throw PvaException.usage("PVA-STEER-012", "a latent decides the gate, but no dictionary is said").word("gate")
          .help("say one: sae jumpRelu(width: 16384)");
    }
    if (sae.isPresent() && sae.get().pairing() != Pairing.MATCHED) {
      throw PvaException.usage("PVA-STEER-016", "a study steers where the dictionary belongs, not by the published pairing").word("sae")
          .help("leave out: pairing: published");
    }
    if (dose.unit() == DoseSpec.Unit.MAX_ACTIVATION && !direction.ofDictionary()) {
      throw PvaException.usage("PVA-STEER-013", "only a latent has a largest activation").word("dose")
          .help("write for example: dose residualNorm(0.1, 0.2, 0.4)");
    }
    if (split.folds().isPresent() || split.tune() == 0) {
      throw PvaException.usage("PVA-STEER-014", "a steering study has tasks that find, tasks that tune and tasks that report").word("split")
          .help("write for example: split byTask(select: 0.3, tune: 0.3, report: 0.4)");
    }
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
  }

  public static Builder of(Path script, String scriptText) {
    return new Builder(script, scriptText);
  }

  public SteerSpec on(DeviceChoice other) {
    return new SteerSpec(script, scriptText, base, problems, tasks, prompt, maxNewTokens, model, other, layer, sae, direction, dose, tokens,
        gate, attention, controls, split, resample, neutral, params, said);
  }

  /** Collects what a script says; a word said twice counts the last time. */
  public static final class Builder extends ScriptSpecBuilder<Builder> {
    private String problems;
    private OptionalInt tasks = OptionalInt.empty();
    private String prompt = "solution";
    private int maxNewTokens = 512;
    private Integer layer;
    private Optional<SaeSpec> sae = Optional.empty();
    private DirectionSpec direction;
    private DoseSpec dose = new DoseSpec(DoseSpec.Unit.RESIDUAL_NORM, List.of(0.1, 0.2, 0.4, 0.8));
    private Tokens tokens = Tokens.ALL;
    private Optional<GateSpec> gate = Optional.empty();
    private boolean attention;
    private OptionalInt controlLatents = OptionalInt.empty();
    private int controlDirections = ControlSpec.LEAST;
    private long controlSeed = 1;
    private SplitSpec split = SplitSpec.shares(0.3, 0.3, 0.4, 42);
    private ResampleSpec resample = new ResampleSpec(0.8, 5, 1);
    private Optional<NeutralSpec> neutral = Optional.empty();

    private Builder(Path script, String scriptText) {
      super(script, scriptText);
    }

    @Override
    Builder self() {
      return this;
    }

    public Builder problems(String place) {
      problems = place;
      return this;
    }

    public Builder tasks(int count) {
      tasks = OptionalInt.of(count);
      return this;
    }

    public Builder prompt(String template) {
      prompt = template;
      return this;
    }

    public Builder maxNewTokens(int count) {
      maxNewTokens = count;
      return this;
    }

    public Builder layer(int block) {
      layer = block;
      return this;
    }

    public Builder sae(SaeSpec spec) {
      sae = Optional.of(spec);
      return this;
    }

    public Builder direction(DirectionSpec spec) {
      direction = spec;
      return this;
    }

    public Builder dose(DoseSpec spec) {
      dose = spec;
      return this;
    }

    public Builder tokens(Tokens which) {
      tokens = which;
      return this;
    }

    public Builder gate(GateSpec spec) {
      gate = Optional.of(spec);
      return this;
    }

    public Builder attention() {
      attention = true;
      return this;
    }

    /** Where latents are not said, there are the least that will do, if there is a dictionary. */
    public Builder controls(OptionalInt latents, int random, long seed) {
      controlLatents = latents;
      controlDirections = random;
      controlSeed = seed;
      return this;
    }

    public Builder split(SplitSpec spec) {
      split = spec;
      return this;
    }

    public Builder resample(ResampleSpec spec) {
      resample = spec;
      return this;
    }

    public Builder neutral(NeutralSpec spec) {
      neutral = Optional.of(spec);
      return this;
    }

    /** Fails with PVA-STEER-015 where a word that has no default was not said, and with what each part refuses. */
    public SteerSpec build() {
      required("problems", problems, "problems 'mbpp.jsonl'");
      required("layer", layer, "layer 16");
      required("direction", direction, "direction latent(11225)");
      ControlSpec controls = new ControlSpec(controlLatents.orElse(sae.isPresent() ? ControlSpec.LEAST : 0), controlDirections,
          controlSeed);
      return new SteerSpec(script, scriptText, base(), problems, tasks, prompt, maxNewTokens, model, device, layer, sae, direction, dose,
          tokens, gate, attention, controls, split, resample, neutral, params, said);
    }

    private static void required(String word, Object value, String example) {
      if (value == null) {
        throw PvaException.usage("PVA-STEER-015", "no " + word + " was said").help("add a line such as: " + example).word(word);
      }
    }
  }
}
