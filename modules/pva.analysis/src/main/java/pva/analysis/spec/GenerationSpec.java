package pva.analysis.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.PvaException;
import pva.code.JudgeSettings;
import pva.code.PromptTemplate;
import pva.model.Sampling;
import pva.tensor.DeviceChoice;

/**
 * What phase 1 is asked to do: solutions by a model, tested.
 *
 * @param script the script that asks, for messages and the record
 * @param base relative paths start here
 * @param problems the file of problems
 * @param only the part of the tasks that is solved; empty = all
 * @param start first problem, by its place in the file, from 0
 * @param end last problem, inclusive; empty = the file's last
 * @param wholeFunction end a text where its first function ends, not only at the model's end token
 * @param samples solutions for each problem
 * @param timeout seconds of processor time for the tests of one solution
 * @param said where the script said each word
 */
public record GenerationSpec(Path script, String scriptText, Path base, ModelSpec model, DeviceChoice device, String problems,
    Optional<PartSpec> only, PromptTemplate prompt, int start, OptionalInt end, int maxNewTokens, boolean wholeFunction, Sampling sampling,
    int samples, double timeout, Map<String, Object> params, Map<String, Span> said) implements ScriptSpec {
  public static final int MAX_NEW_TOKENS = 512;

  public GenerationSpec {
    Objects.requireNonNull(prompt);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
    if (problems.isBlank()) {
      throw PvaException.usage("PVA-GEN-001", "the place of the problems is empty").word("problems");
    }
    if (start < 0 || end.isPresent() && end.getAsInt() < start) {
      throw PvaException.usage("PVA-GEN-002", "rows are counted from 0, and the last is not before the first: not " + start + " to "
          + (end.isPresent() ? end.getAsInt() : "the end")).word("rows");
    }
    if (samples > 1 && sampling.temperature() == 0) {
      throw PvaException.usage("PVA-GEN-003", samples + " samples at temperature 0 are " + samples + " times the same text")
          .word("sample").help("say a temperature above 0");
    }
    JudgeSettings.of(timeout); // refuses a time that is none
  }

  /** Starts a spec: one greedy solution a problem, of the whole file, with the prompt that ends in {@code # Solution:}. */
  public static Builder of(Path script, String scriptText) {
    return new Builder(script, scriptText);
  }

  public GenerationSpec on(DeviceChoice other) {
    return new GenerationSpec(script, scriptText, base, model, other, problems, only, prompt, start, end, maxNewTokens,
        wholeFunction, sampling, samples, timeout, params, said);
  }

  /** Collects what a script says. */
  public static final class Builder extends ScriptSpecBuilder<Builder> {
    private String problems = "";
    private Optional<SplitSpec> split = Optional.empty();
    private Optional<PartSpec.Part> part = Optional.empty();
    private PromptTemplate prompt = PromptTemplate.SOLUTION;
    private int start;
    private OptionalInt end = OptionalInt.empty();
    private int maxNewTokens = MAX_NEW_TOKENS;
    private boolean wholeFunction = true;
    private Sampling sampling = Sampling.GREEDY;
    private int samples = 1;
    private double timeout = JudgeSettings.SECONDS;

    private Builder(Path script, String scriptText) {
      super(script, scriptText);
    }

    @Override
    Builder self() {
      return this;
    }

    public Builder problems(String file) {
      problems = file;
      return this;
    }

    public Builder split(SplitSpec tasks) {
      split = Optional.of(tasks);
      return this;
    }

    public Builder part(PartSpec.Part which) {
      part = Optional.of(which);
      return this;
    }

    public Builder prompt(PromptTemplate template) {
      prompt = template;
      return this;
    }

    public Builder rows(int first, OptionalInt last) {
      start = first;
      end = last;
      return this;
    }

    public Builder maxNewTokens(int count) {
      maxNewTokens = count;
      return this;
    }

    public Builder wholeFunction(boolean whole) {
      wholeFunction = whole;
      return this;
    }

    public Builder sampling(Sampling how, int count) {
      sampling = how;
      samples = count;
      return this;
    }

    public Builder timeout(double seconds) {
      timeout = seconds;
      return this;
    }

    /** Fails with PVA-GEN-007 where only one of split and part was said. */
    public GenerationSpec build() {
      if (split.isPresent() != part.isPresent()) {
        throw PvaException.usage("PVA-GEN-007", split.isPresent()
            ? "`split` deals the tasks to three parts, and which one is solved is not said"
            : "`part` names one part of a split, and there is no `split`").word(split.isPresent() ? "split" : "part")
            .help(split.isPresent() ? "say part select(), part tune() or part report()"
                : "say split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)");
      }
      return new GenerationSpec(script, scriptText, base(), model, device, problems,
          split.map(s -> new PartSpec(s, part.get())), prompt, start, end, maxNewTokens, wholeFunction, sampling, samples,
          timeout, params, said);
    }
  }
}
