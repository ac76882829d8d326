package pva.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pva.base.PvaException;

/** Reads texts alone: Parquet or JSON lines with {@code prompt} and {@code generated_code}, or with {@code text}. */
public final class Texts {
  private static final Set<String> SOLUTION = Set.of("prompt", "generated_code");
  private static final Set<String> TEXT = Set.of("text");

  private Texts() {
  }

  /**
   * The texts in file order, at least one. Where a file has both forms, prompt and code hold, because they also tell where the
   * prompt ends. Fails as {@link Datasets#open(Path)} does.
   */
  public static List<TextRow> open(Path file) {
    List<TextRow> texts = new ArrayList<>();
    CellReader cells = new CellReader();
    try (RowFile source = RowFile.open(file)) {
      boolean solutions = source.columns().containsAll(SOLUTION);
      if (!solutions && !source.columns().contains("text") && !source.columns().isEmpty()) {
        throw PvaException.failed("PVA-DATA-009", "the file has neither `text` nor `prompt` and `generated_code`; it has "
            + String.join(", ", source.columns()));
      }
      source.read(solutions ? SOLUTION : TEXT, Set.of(), row -> {
        String prompt = solutions ? cells.text(row, "prompt") : "";
        String rest = cells.text(row, solutions ? "generated_code" : "text");
        if (prompt != null && rest != null) {
          texts.add(new TextRow(prompt + rest, prompt));
        }
        return true;
      });
      cells.requireNoNulls();
      if (texts.isEmpty()) {
        throw PvaException.failed("PVA-DATA-002", "no rows in the file");
      }
      return texts;
    } catch (PvaException e) {
      throw e.at(file);
    }
  }
}
