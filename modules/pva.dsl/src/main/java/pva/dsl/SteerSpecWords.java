package pva.dsl;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import pva.analysis.spec.ControlSpec;
import pva.analysis.spec.DirectionSpec;
import pva.analysis.spec.DirectionSpec.Kind;
import pva.analysis.spec.DoseSpec;
import pva.analysis.spec.DoseSpec.Unit;
import pva.analysis.spec.GateSpec;
import pva.analysis.spec.NeutralSpec;
import pva.analysis.spec.ResampleSpec;
import pva.analysis.spec.SaeSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.SteerSpec;
import pva.model.Tokens;

/** What the words of {@code steer { }} do: each fills the spec. Names and types of settings were checked before the script ran. */
final class SteerSpecWords extends StudyWords implements SteerWords {
  private final SteerSpec.Builder spec;

  SteerSpecWords(SteerSpec.Builder spec, Consumer<String> messages) {
    super(spec, messages);
    this.spec = spec;
  }

  private SteerSpec.Builder say(String word) {
    once(word);
    return spec;
  }

  @Override
  void take(SaeSpec sae) {
    spec.sae(sae);
  }

  @Override
  void take(SplitSpec split) {
    spec.split(split);
  }

  @Override
  public void problems(String file) {
    say("problems").problems(file);
  }

  @Override
  public void tasks(int count) {
    say("tasks").tasks(count);
  }

  @Override
  public void prompt(String template) {
    say("prompt").prompt(template);
  }

  @Override
  public void maxNewTokens(int count) {
    say("maxNewTokens").maxNewTokens(count);
  }

  @Override
  public void layer(int block) {
    say("layer").layer(block);
  }

  @Override
  public void direction(DirectionSpec along) {
    say("direction").direction(along);
  }

  @Override
  public DirectionSpec latent(int latent) {
    return DirectionSpec.latent(latent);
  }

  @Override
  public DirectionSpec latent() {
    return DirectionSpec.of(Kind.BEST_LATENT);
  }

  @Override
  public DirectionSpec differenceOfMeans() {
    return DirectionSpec.of(Kind.DIFFERENCE_OF_MEANS);
  }

  @Override
  public DirectionSpec probe() {
    return DirectionSpec.of(Kind.PROBE);
  }

  @Override
  public DirectionSpec random() {
    return DirectionSpec.of(Kind.RANDOM);
  }

  @Override
  public void dose(DoseSpec amounts) {
    say("dose").dose(amounts);
  }

  @Override
  public DoseSpec residualNorm(Number... amounts) {
    return dose(Unit.RESIDUAL_NORM, amounts);
  }

  @Override
  public DoseSpec absolute(Number... amounts) {
    return dose(Unit.ABSOLUTE, amounts);
  }

  @Override
  public DoseSpec maxActivation(Number... amounts) {
    return dose(Unit.MAX_ACTIVATION, amounts);
  }

  private static DoseSpec dose(Unit unit, Number... amounts) {
    return new DoseSpec(unit, Arrays.stream(amounts).map(Number::doubleValue).toList());
  }

  @Override
  public DoseSpec ablation() {
    return DoseSpec.ablation();
  }

  @Override
  public void tokens(Tokens which) {
    say("tokens").tokens(which);
  }

  @Override
  public Tokens allTokens() {
    return Tokens.ALL;
  }

  @Override
  public Tokens promptTokens() {
    return Tokens.PROMPT;
  }

  @Override
  public Tokens newTokens() {
    return Tokens.NEW;
  }

  @Override
  public void gate(GateSpec open) {
    say("gate").gate(open);
  }

  @Override
  public GateSpec latent(Map<String, ?> settings, int latent) {
    return GateSpec.latent(latent, limit(settings, "above"), limit(settings, "below"));
  }

  @Override
  public GateSpec probe(Map<String, ?> settings) {
    return GateSpec.probe(limit(settings, "above"), limit(settings, "below"));
  }

  private static OptionalDouble limit(Map<String, ?> settings, String side) {
    return settings.containsKey(side) ? OptionalDouble.of(real(settings, side, 0)) : OptionalDouble.empty();
  }

  @Override
  public GateSpec eachToken(GateSpec gate) {
    return gate.atEachToken();
  }

  @Override
  public void attention() {
    say("attention").attention();
  }

  @Override
  public void controls(Map<String, ?> settings) {
    say("controls").controls(number(settings, "latents"), number(settings, "random").orElse(ControlSpec.LEAST),
        number(settings, "seed").orElse(1));
  }

  @Override
  public void resample(Map<String, ?> settings) {
    say("resample").resample(new ResampleSpec(real(settings, "temperature", 0.8), number(settings, "samples").orElse(5),
        number(settings, "seed").orElse(1)));
  }

  @Override
  public void neutral(String corpus) {
    neutral(Map.of(), corpus);
  }

  @Override
  public void neutral(Map<String, ?> settings, String corpus) {
    say("neutral").neutral(new NeutralSpec(corpus, number(settings, "documents").orElse(20), number(settings, "context").orElse(128)));
  }
}
