package pva.sae;

import pva.base.Progress;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/** Computes latents of vectors, and vectors of latents. */
public final class Encoder implements AutoCloseable {
  private Encoder() {
  }

  /**
   * Latents of the rows of {@code x} [rows, dIn]: [rows, dSae], only values above 0.
   *
   * @param threshold activations at or below it are 0 too, after the dictionary's own rule; 0 = own rule only
   */
  public SparseMatrix encode(Matrix x, float threshold, Progress progress) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The reconstruction [rows, dOut], computed when its rows are read; {@code x} gives scale and skip term where the dictionary needs them. */
  public Matrix decode(SparseMatrix latents, Matrix x) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
