package pva.analysis;

import java.nio.file.Path;
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
 * @param script the script that asks, for messages; empty where the command line does
 * @param base relative paths start here
 * @param problems the file of problems
 * @param start first problem, by its place in the file, from 0
 * @param end last problem, inclusive; empty = the file's last
 * @param wholeFunction end a text where its first function ends, not only at the model's end token
 * @param samples solutions for each problem
 * @param timeout seconds of processor time for the tests of one solution
 * @param said where the script said each word
 */
public record GenerationSpec(Optional<Path> script, Path base, ModelSpec model, DeviceChoice device, String problems, PromptTemplate prompt,
    int start, OptionalInt end, int maxNewTokens, boolean wholeFunction, Sampling sampling, int samples, double timeout, Map<String, Span> said) {
  public static final int MAX_NEW_TOKENS = 512;

  public GenerationSpec {
    Objects.requireNonNull(prompt);
    said = Map.copyOf(said);
    if (problems.isBlank()) {
      throw PvaException.usage("PVA-GEN-001", "the place of the problems is empty").word("problems");
    }
    if (start < 0 || end.isPresent() && end.getAsInt() < start) {
      throw PvaException.usage("PVA-GEN-002", "rows are counted from 0, and the last is not before the first: not " + start + " to "
          + (end.isPresent() ? end.getAsInt() : "the end")).word("rows");
    }
    if (samples > 1 && sampling.temperature() == 0) {
      throw PvaException.usage("PVA-GEN-003", samples + " samples at temperature 0 are " + samples + " times the same text")
          .word("samples").help("say a temperature above 0");
    }
    new JudgeSettings(timeout, JudgeSettings.standard().memory(), 1, JudgeSettings.standard().strongest());
  }

  /** One greedy solution a problem, of the whole file, with the prompt that ends in {@code # Solution:}. */
  public static GenerationSpec of(Path base, ModelSpec model, String problems) {
    return new GenerationSpec(Optional.empty(), base, model, DeviceChoice.parse("auto"), problems, PromptTemplate.SOLUTION, 0,
        OptionalInt.empty(), MAX_NEW_TOKENS, true, Sampling.GREEDY, 1, JudgeSettings.SECONDS, Map.of());
  }
}
