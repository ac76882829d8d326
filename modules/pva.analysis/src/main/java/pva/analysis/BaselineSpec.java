package pva.analysis;

import java.util.Objects;
import java.util.Optional;
import pva.base.PvaException;

/**
 * What the latent is held against.
 *
 * @param from the file that says which kind a task is of, relative to the script; only with {@link Kind#TASK_KIND}
 */
public record BaselineSpec(Kind kind, Optional<String> from) {
  public BaselineSpec {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(from);
    if (kind == Kind.TASK_KIND && from.isEmpty()) {
      throw PvaException.usage("PVA-RUN-065", "nothing says which kind each task is of").word("compare")
          .help("name a JSON file that has a kind for every task id: compare taskKind(from: 'kinds.json')");
    }
  }

  public static BaselineSpec of(Kind kind) {
    return new BaselineSpec(kind, Optional.empty());
  }

  /** What a baseline looks at. */
  public enum Kind {
    PROMPT_LENGTH,
    /** Length of the answer. */
    LENGTH,
    TEST_COUNT,
    /** The success rate of the task's kind in the rows that choose. */
    TASK_KIND
  }
}
