package pva.stats;

import java.util.Arrays;

/**
 * A latent's sum over correct rows under a block of relabelings at once, in float32.
 *
 * <p>The relabelings of a block lie side by side, a row's in an array of their own, so the inner loops are of the kind that the
 * compiler turns into vector instructions. The sums are right to about {@link #error} of the sum of the latent's activations.
 */
final class BlockSums {
  /** Relabelings of a block: wide enough for long loops, narrow enough for the cache. Results do not depend on it. */
  static final int WIDTH = 512;

  private final ByLatent latents;
  private final float[] sum;

  BlockSums(ByLatent latents, int width) {
    this.latents = latents;
    this.sum = new float[width];
  }

  /** Share of the sum of {@code fired} activations by which a sum may be wrong, and then some. */
  static double error(int fired) {
    return 1e-4 + 6e-8 * fired;
  }

  /**
   * The sums; the same array every time.
   *
   * @param ones 1 for correct rows, [rows, width]
   */
  float[] of(int latent, float[][] ones) {
    int to = latents.start()[latent + 1];
    Arrays.fill(sum, 0);
    int i = latents.start()[latent];
    for (; i + 4 <= to; i += 4) {
      addFour(sum, ones[latents.row()[i]], ones[latents.row()[i + 1]], ones[latents.row()[i + 2]], ones[latents.row()[i + 3]],
          latents.value()[i], latents.value()[i + 1], latents.value()[i + 2], latents.value()[i + 3]);
    }
    if (i < to) {
      int left = to - i;
      addThree(sum, ones[latents.row()[i]], ones[latents.row()[left > 1 ? i + 1 : i]], ones[latents.row()[left > 2 ? i + 2 : i]],
          latents.value()[i], left > 1 ? latents.value()[i + 1] : 0, left > 2 ? latents.value()[i + 2] : 0);
    }
    return sum;
  }

  /** Four rows at a time, so that the accumulator is loaded and stored once instead of four times. */
  private static void addFour(float[] into, float[] a, float[] b, float[] c, float[] d, float va, float vb, float vc, float vd) {
    for (int p = 0; p < into.length; p++) {
      into[p] += (a[p] * va + b[p] * vb) + (c[p] * vc + d[p] * vd);
    }
  }

  /** The rows that are left, one after the other, those that are not there with an activation of 0. */
  private static void addThree(float[] into, float[] a, float[] b, float[] c, float va, float vb, float vc) {
    for (int p = 0; p < into.length; p++) {
      into[p] = into[p] + a[p] * va + b[p] * vb + c[p] * vc;
    }
  }
}
