package pva.data;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One generated and tested solution.
 *
 * @param taskId the problem it solves; a number in the file stands here as its decimal digits
 * @param prompt what the model was given
 * @param generatedCode what it answered
 * @param correct whether every test passed
 * @param generationTime seconds
 * @param difficulty how hard the dataset says the problem is, such as {@code easy}; a whole number stands here as its digits
 */
public record Row(
    String taskId, String prompt, String generatedCode, boolean correct,
    OptionalInt passedTests, OptionalInt totalTests, OptionalDouble generationTime, Optional<String> errorType,
    Optional<String> difficulty) {

  public Row {
    Objects.requireNonNull(taskId);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(generatedCode);
  }

  /** A row whose dataset does not say how hard its problem is. */
  public Row(String taskId, String prompt, String generatedCode, boolean correct, OptionalInt passedTests, OptionalInt totalTests,
      OptionalDouble generationTime, Optional<String> errorType) {
    this(taskId, prompt, generatedCode, correct, passedTests, totalTests, generationTime, errorType, Optional.empty());
  }

  /** What the model reads: the prompt and the answer as one string. */
  public String text() {
    return prompt + generatedCode;
  }

  public TextRow textRow() {
    return new TextRow(text(), prompt);
  }
}
