package pva.sae;

import java.util.List;

/** Pre-activations of a block of rows, of which only those that may fire are kept. Used by one thread at a time. */
sealed interface Products extends AutoCloseable permits DenseProducts, ScreenedProducts {
  /**
   * @param x rows [n, dIn], as the encoder's matrix is multiplied with them; more may lie behind
   * @param limit [dSae], what a score must exceed
   * @return blocks of latents in ascending order
   */
  List<Found> above(float[] limit, float[] x, int n);

  @Override
  void close();
}
