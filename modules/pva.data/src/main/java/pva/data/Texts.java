package pva.data;

import java.nio.file.Path;
import java.util.List;

/** Reads texts alone: Parquet or JSON lines with {@code text}, or with {@code prompt} and {@code generated_code}. */
public final class Texts {
  private Texts() {
  }

  public static List<TextRow> open(Path file) {
    throw new UnsupportedOperationException();
  }
}
