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
 */
public record Row(
    String taskId, String prompt, String generatedCode, boolean correct,
    OptionalInt passedTests, OptionalInt totalTests, OptionalDouble generationTime, Optional<String> errorType) {

  public Row {
    Objects.requireNonNull(taskId);
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(generatedCode);
  }

  /** What the model reads: the prompt and the answer as one string. */
  public String text() {
    return prompt + generatedCode;
  }

  public TextRow textRow() {
    return new TextRow(text(), prompt);
  }
}
