package pva.sae;

import java.util.Arrays;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/** Sparse latents as a dense matrix that is filled row by row as it is read, so that it can be written without being held. */
public record DenseLatents(SparseMatrix latents) implements Matrix {
  @Override
  public long rows() {
    return latents.rows();
  }

  @Override
  public int cols() {
    return latents.cols();
  }

  @Override
  public void read(long fromRow, int rows, float[] into, int at) {
    Arrays.fill(into, at, at + rows * latents.cols(), 0f);
    for (int i = 0; i < rows; i++) {
      int r = Math.toIntExact(fromRow + i);
      for (int k = (int) latents.indptr()[r]; k < latents.indptr()[r + 1]; k++) {
        into[at + i * latents.cols() + latents.indices()[k]] = latents.values()[k];
      }
    }
  }
}
