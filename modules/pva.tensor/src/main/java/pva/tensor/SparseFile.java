package pva.tensor;

import java.nio.file.Path;
import pva.base.PvaException;

/** The file of a sparse matrix of latents: the three arrays of CSR in a safetensors file. */
final class SparseFile {
  private static final String INDPTR = "latents.indptr";
  private static final String INDICES = "latents.indices";
  private static final String VALUES = "latents.values";
  private static final String COLS = "d_sae";

  private SparseFile() {
  }

  static void write(SparseMatrix m, Path file) {
    add(m, new SafetensorsWriter()).write(file);
  }

  static SafetensorsWriter add(SparseMatrix m, SafetensorsWriter writer) {
    return writer.metadata(COLS, String.valueOf(m.cols()))
        .i64(INDPTR, m.indptr(), m.indptr().length)
        .i32(INDICES, m.indices(), m.indices().length)
        .f32(VALUES, m.values(), m.values().length);
  }

  static SparseMatrix read(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      int cols = cols(file.metadata().get(COLS));
      long[] indptr = file.longs(INDPTR);
      int[] indices = file.ints(INDICES);
      float[] values = file.vector(VALUES);
      check(indptr, indices, values, cols);
      return new SparseMatrix(indptr.length - 1, cols, indptr, indices, values);
    } catch (PvaException e) {
      throw e.at(path);
    }
  }

  private static int cols(String text) {
    if (text == null || !text.matches("[1-9]\\d{0,8}")) {
      throw fault(text == null
          ? "the metadata gives no `" + COLS + "`, the number of latents"
          : "`" + COLS + "` is not a number of latents: " + text);
    }
    return Integer.parseInt(text);
  }

  private static void check(long[] indptr, int[] indices, float[] values, int cols) {
    if (indptr.length == 0 || indptr[0] != 0) {
      throw fault("`" + INDPTR + "` does not begin with 0");
    }
    if (indices.length != values.length || indptr[indptr.length - 1] != values.length) {
      throw fault("`" + INDPTR + "` ends with " + indptr[indptr.length - 1] + ", but there are " + indices.length + " indices and "
          + values.length + " values");
    }
    for (int r = 0; r + 1 < indptr.length; r++) {
      if (indptr[r + 1] < indptr[r] || indptr[r + 1] > values.length) {
        throw fault("`" + INDPTR + "` does not ascend at [" + (r + 1) + "]");
      }
      checkRow((int) indptr[r], (int) indptr[r + 1], indices, values, cols);
    }
  }

  private static void checkRow(int from, int to, int[] indices, float[] values, int cols) {
    for (int k = from; k < to; k++) {
      if (indices[k] < 0 || indices[k] >= cols) {
        throw fault("`" + INDICES + "` holds " + indices[k] + " at [" + k + "], but there are " + cols + " latents");
      }
      if (k > from && indices[k] <= indices[k - 1]) {
        throw fault("`" + INDICES + "` does not ascend within its row at [" + k + "]");
      }
      if (!(values[k] > 0) || Float.isInfinite(values[k])) {
        throw fault("`" + VALUES + "` holds " + values[k] + " at [" + k + "]: an activation that is kept is above 0");
      }
    }
  }

  private static PvaException fault(String what) {
    return PvaException.failed("PVA-ST-030", what);
  }
}
