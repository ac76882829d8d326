package pva.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pva.base.PvaException;

/**
 * Finds and opens datasets: Parquet or JSON lines with {@code task_id, prompt, generated_code, is_correct} and, where they are
 * known, {@code passed_tests, total_tests, generation_time, error_type, difficulty}. Other columns are allowed and not read.
 */
public final class Datasets {
  /** Where a dataset is looked for when nobody names one. */
  public static final String NEWEST = "data/datasets/dataset_*.parquet";

  private Datasets() {
  }

  /**
   * The file a pattern means: a file; the newest {@code dataset_*.parquet} of a folder; or the newest file that matches a glob.
   * The newest is told by a time at the end of the name ({@code _20260131_235959}, read as UTC) where there is one, because a
   * copy or a clone changes modification times, otherwise by modification time; ties by name.
   *
   * @param base the folder that relative patterns start from
   * @throws PvaException PVA-DATA-001, telling what was looked for, what is there and how to make a dataset
   */
  public static Path find(String pattern, Path base) {
    Path literal = literal(pattern, base);
    if (literal != null && Files.isDirectory(literal)) {
      return new DatasetFolder(literal, "dataset_*.parquet", pattern).newest();
    }
    if (literal != null && Files.exists(literal)) {
      return literal;
    }
    List<String> parts = List.of(pattern.split("/+"));
    int plain = 0;
    while (plain < parts.size() - 1 && !parts.get(plain).matches(".*[*?\\[{].*")) {
      plain++;
    }
    String root = String.join("/", parts.subList(0, plain)) + (pattern.startsWith("/") && plain == 1 ? "/" : "");
    return new DatasetFolder(base.resolve(root), String.join("/", parts.subList(plain, parts.size())), root).newest();
  }

  /**
   * Reads and checks a dataset.
   *
   * @throws PvaException naming the file and the row or line: PVA-DATA-002 (empty, no rows), -003 (no Parquet file, truncated), -004
   *     (damaged footer), -005 (encrypted), -006 (damaged page), -007 (codec), -008 (column twice), -009 (column missing), -010 (type),
   *     -011 (null), -012 (encoding), -013 (JSON), -014 (JSON name twice), -016 (unknown format)
   */
  public static Dataset open(Path file) {
    return DatasetReader.read(file);
  }

  public static Dataset open(String pattern, Path base) {
    return open(find(pattern, base));
  }

  private static Path literal(String pattern, Path base) {
    try {
      return base.resolve(pattern);
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }
}
