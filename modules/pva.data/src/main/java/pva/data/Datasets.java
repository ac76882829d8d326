package pva.data;

import java.nio.file.Path;

/** Finds and opens datasets: Parquet or JSON lines with task_id, prompt, generated_code and is_correct. */
public final class Datasets {
  private Datasets() {
  }

  public static Path find(String pattern, Path base) {
    throw new UnsupportedOperationException();
  }

  public static Dataset open(Path file) {
    throw new UnsupportedOperationException();
  }

  public static Dataset open(String pattern, Path base) {
    return open(find(pattern, base));
  }
}
