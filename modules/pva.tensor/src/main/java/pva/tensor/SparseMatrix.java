package pva.tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Sparse float32 [rows, cols] by rows (CSR): row r holds {@code values[k]} at column {@code indices[k]} for k from
 * {@code indptr[r]} to {@code indptr[r + 1]} (not included). Columns ascend within a row; values are above 0, or other than 0
 * where a dictionary keeps signs (such a matrix can be written, but {@link #read} takes only values above 0).
 *
 * <p>The arrays are not copied: whoever hands them over does not change them afterwards.
 */
public record SparseMatrix(int rows, int cols, long[] indptr, int[] indices, float[] values) {
  public SparseMatrix {
    if (indptr.length != rows + 1 || indptr[0] != 0 || indptr[rows] != indices.length || indices.length != values.length) {
      throw new IllegalArgumentException("indptr, indices and values do not fit " + rows + " rows");
    }
  }

  public static Builder builder(int cols) {
    return new Builder(cols);
  }

  /** Writes {@code latents.indptr} I64, {@code latents.indices} I32, {@code latents.values} F32, and {@code d_sae} as metadata. */
  public void write(Path file) {
    SparseFile.write(this, file);
  }

  /** Adds the tensors of {@link #write} to a file that holds more than them. */
  public SafetensorsWriter addTo(SafetensorsWriter writer) {
    return SparseFile.add(this, writer);
  }

  /**
   * Reads what {@link #write} wrote. Fails as {@link SafetensorsFile} does, and with PVA-ST-030 where {@code d_sae} is missing
   * or the three arrays contradict each other.
   */
  public static SparseMatrix read(Path file) {
    return SparseFile.read(file);
  }

  /** Matrices of as many rows each, side by side: the columns of each one come behind those of the ones before it. */
  public static SparseMatrix sideBySide(List<SparseMatrix> parts) {
    int rows = parts.get(0).rows;
    Builder joined = builder(parts.stream().mapToInt(SparseMatrix::cols).reduce(0, Math::addExact));
    for (int r = 0; r < rows; r++) {
      int before = 0;
      for (SparseMatrix part : parts) {
        if (part.rows != rows) {
          throw new IllegalArgumentException(part.rows + " rows beside " + rows);
        }
        for (int k = (int) part.indptr[r]; k < part.indptr[r + 1]; k++) {
          joined.add(before + part.indices[k], part.values[k]);
        }
        before += part.cols;
      }
      joined.endRow();
    }
    return joined.build();
  }

  /** Columns {@code from} to {@code to} (not included), numbered from 0. */
  public SparseMatrix columns(int from, int to) {
    Builder some = builder(to - from);
    for (int r = 0; r < rows; r++) {
      for (int k = (int) indptr[r]; k < indptr[r + 1]; k++) {
        if (indices[k] >= from && indices[k] < to) {
          some.add(indices[k] - from, values[k]);
        }
      }
      some.endRow();
    }
    return some.build();
  }

  /** The same matrix without the values at or below {@code threshold}. */
  public SparseMatrix aboveThreshold(float threshold) {
    Builder kept = builder(cols);
    for (int r = 0; r < rows; r++) {
      for (int k = (int) indptr[r]; k < indptr[r + 1]; k++) {
        if (values[k] > threshold) {
          kept.add(indices[k], values[k]);
        }
      }
      kept.endRow();
    }
    return kept.build();
  }

  /** Takes a sparse matrix row by row. */
  public static final class Builder {
    private final int cols;
    private long[] indptr = new long[64];
    private int[] indices = new int[1024];
    private float[] values = new float[1024];
    private int rows;
    private int size;

    private Builder(int cols) {
      this.cols = cols;
    }

    /** Adds a value to the current row; columns of a row come in ascending order. */
    public Builder add(int col, float value) {
      if (col < 0 || col >= cols || size > indptr[rows] && indices[size - 1] >= col) {
        throw new IllegalArgumentException("column " + col + " is out of order or not below " + cols);
      }
      if (size == indices.length) {
        int more = size + (size >> 1);
        indices = Arrays.copyOf(indices, more);
        values = Arrays.copyOf(values, more);
      }
      indices[size] = col;
      values[size++] = value;
      return this;
    }

    /** Ends the current row and begins the next. */
    public Builder endRow() {
      if (++rows == indptr.length) {
        indptr = Arrays.copyOf(indptr, 2 * rows);
      }
      indptr[rows] = size;
      return this;
    }

    /** The rows ended so far. */
    public SparseMatrix build() {
      return new SparseMatrix(rows, cols, Arrays.copyOf(indptr, rows + 1), Arrays.copyOf(indices, (int) indptr[rows]),
          Arrays.copyOf(values, (int) indptr[rows]));
    }
  }
}
