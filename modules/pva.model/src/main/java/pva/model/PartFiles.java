package pva.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;

/** The unfinished work of an extraction: part files in a folder, of which only whole ones of the same request are trusted. */
final class PartFiles {
  private final Path folder;
  private final String key;
  private final PartPlan plan;
  private final Map<Hook, Integer> widths;
  private final int[] firstRow;
  private final int[] groupOf;

  /** {@code widths}: the hooks, and numbers a row of each. */
  PartFiles(Path folder, String key, PartPlan plan, Map<Hook, Integer> widths) {
    this.folder = folder;
    this.key = key;
    this.plan = plan;
    this.widths = widths;
    firstRow = plan.firstRow();
    groupOf = plan.groupOf();
  }

  private Path file(int group) {
    return folder.resolve(String.format("part-%05d.safetensors", group));
  }

  /** Parts that still have to be made. */
  List<Integer> missing() {
    return IntStream.range(0, plan.groups().size()).filter(g -> !valid(g)).boxed().toList();
  }

  private boolean valid(int group) {
    if (!Files.isRegularFile(file(group))) {
      return false;
    }
    try (SafetensorsFile part = SafetensorsFile.open(file(group))) {
      return key.equals(part.metadata().get("key")) && widths.entrySet().stream().allMatch(e -> part.has(e.getKey().tensor())
          && part.info(e.getKey().tensor()).shape().equals(List.of((long) plan.rows(group), (long) e.getValue())));
    } catch (PvaException e) {
      return false;
    }
  }

  Part part(int group) {
    return new Part(group);
  }

  /** Collects the rows of one part, then writes them. */
  final class Part implements Extractor.HookSink {
    private final int group;
    private final Map<Hook, float[]> values = new TreeMap<>();

    private Part(int group) {
      this.group = group;
      widths.forEach((hook, width) -> values.put(hook, new float[Math.multiplyExact(plan.rows(group), width)]));
    }

    @Override
    public void accept(int text, Hook hook, float[] rows, int n) {
      int width = widths.get(hook);
      System.arraycopy(rows, 0, values.get(hook), firstRow[text] * width, n * width);
    }

    void write() {
      SafetensorsWriter writer = new SafetensorsWriter().metadata("key", key);
      values.forEach((hook, v) -> writer.f32(hook.tensor(), v, plan.rows(group), widths.get(hook)));
      writer.write(file(group));
    }
  }

  /** Opens all parts, which must be there. */
  Rows open() {
    return new Rows();
  }

  /** The rows of all parts, in the order of the texts. */
  final class Rows implements AutoCloseable {
    private final List<SafetensorsFile> files = new ArrayList<>();
    private final long[] start = new long[plan.rows().length + 1];

    private Rows() {
      for (int t = 0; t < plan.rows().length; t++) {
        start[t + 1] = start[t] + plan.rows()[t];
      }
      IntStream.range(0, plan.groups().size()).forEach(g -> files.add(SafetensorsFile.open(file(g))));
    }

    Matrix at(Hook hook) {
      int width = widths.get(hook);
      List<Matrix> parts = files.stream().map(f -> f.matrix(hook.tensor())).toList();
      return new Matrix() {
        @Override
        public long rows() {
          return start[start.length - 1];
        }

        @Override
        public int cols() {
          return width;
        }

        @Override
        public void read(long fromRow, int rows, float[] into, int at) {
          int text = textOf(fromRow);
          for (long row = fromRow; row < fromRow + rows; text++) {
            int n = (int) (Math.min(start[text + 1], fromRow + rows) - row);
            parts.get(groupOf[text]).read(firstRow[text] + (row - start[text]), n, into, at + (int) (row - fromRow) * width);
            row += n;
          }
        }
      };
    }

    /** The text that a row belongs to; every text has at least one row. */
    private int textOf(long row) {
      int found = Arrays.binarySearch(start, row);
      return found >= 0 ? found : -found - 2;
    }

    @Override
    public void close() {
      files.forEach(SafetensorsFile::close);
    }
  }

  /** Removes the parts, and the folder where nothing else is in it. */
  void delete() {
    try {
      for (int g = 0; g < plan.groups().size(); g++) {
        Files.deleteIfExists(file(g));
      }
      try (DirectoryStream<Path> rest = Files.newDirectoryStream(folder)) {
        if (!rest.iterator().hasNext()) {
          Files.delete(folder);
        }
      }
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot delete unfinished work: " + e.getMessage()).at(folder).because(e);
    }
  }
}
