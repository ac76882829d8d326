package pva.sae;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Single products of rows and latents, summed in float64 and then rounded to float32 once.
 *
 * <p>Rows and weights are laid out by strips of eight inputs: what all candidates need of a strip then fits the cache of a processor.
 * Sums are made over fixed parts of the inputs and added in order, so no number of threads changes a bit.
 */
final class ExactProducts {
  private static final int WIDE = 8;
  /** Parts that threads can take; enough for some tens of them. */
  private static final int PARTS = 32;

  private final float[] x;
  private final int rows;
  private final int dIn;
  private final int strips;

  /** @param rowMajor [rows, dIn]; more may lie behind */
  ExactProducts(float[] rowMajor, int rows, int dIn) {
    this.rows = rows;
    this.dIn = dIn;
    this.strips = (dIn + WIDE - 1) / WIDE;
    this.x = new float[Math.multiplyExact(strips * WIDE, rows)];
    IntStream.range(0, strips).parallel().forEach(s -> {
      int inputs = Math.min(WIDE, dIn - s * WIDE);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(rowMajor, r * dIn + s * WIDE, x, (s * rows + r) * WIDE, inputs);
      }
    });
  }

  /**
   * Those pre-activations at the given flat places [rows, latents] whose scores exceed the limits of their latents.
   *
   * @param w weights of the latents from {@code start} on: [dIn, latents], or [latents, dIn] where it is turned
   */
  Found above(float[] limit, LatentTerms terms, int start, int latents, long[] places, FloatBuffer w, boolean turned) {
    int[] row = new int[places.length];
    int[] latent = new int[places.length];
    for (int c = 0; c < places.length; c++) {
      row[c] = (int) (places[c] / latents);
      latent[c] = (int) (places[c] % latents);
    }
    double[] sums = sums(row, latent, latents, w, turned);
    long[] at = new long[places.length];
    float[] found = new float[places.length];
    int size = 0;
    for (int c = 0; c < sums.length; c++) {
      int l = start + latent[c];
      float pre = (float) (sums[c] + terms.bias()[l]);
      if (terms.score(l, pre) > limit[l]) {
        at[size] = places[c];
        found[size++] = pre;
      }
    }
    return new Found(start, latents, Arrays.copyOf(at, size), Arrays.copyOf(found, size));
  }

  private double[] sums(int[] row, int[] latent, int latents, FloatBuffer w, boolean turned) {
    double[][] parts = new double[PARTS][];
    IntStream.range(0, PARTS).parallel().forEach(p -> {
      double[] sums = new double[row.length];
      float[] strip = new float[latents * WIDE];
      float[] line = new float[turned ? WIDE : latents];
      for (int s = strips * p / PARTS; s < strips * (p + 1) / PARTS; s++) {
        lay(w, turned, s, latents, line, strip);
        add(row, latent, s * rows * WIDE, strip, sums);
      }
      parts[p] = sums;
    });
    double[] all = parts[0];
    for (int p = 1; p < PARTS; p++) {
      for (int c = 0; c < all.length; c++) {
        all[c] += parts[p][c];
      }
    }
    return all;
  }

  private void lay(FloatBuffer w, boolean turned, int s, int latents, float[] line, float[] strip) {
    int first = s * WIDE;
    int inputs = Math.min(WIDE, dIn - first);
    Arrays.fill(strip, 0);
    if (turned) {
      for (int j = 0; j < latents; j++) {
        w.get(j * dIn + first, line, 0, inputs);
        System.arraycopy(line, 0, strip, j * WIDE, inputs);
      }
      return;
    }
    for (int i = 0; i < inputs; i++) {
      w.get((first + i) * latents, line, 0, latents);
      for (int j = 0; j < latents; j++) {
        strip[j * WIDE + i] = line[j];
      }
    }
  }

  private void add(int[] row, int[] latent, int at, float[] strip, double[] sums) {
    float[] left = x;
    for (int c = 0; c < row.length; c++) {
      int a = at + row[c] * WIDE;
      int b = latent[c] * WIDE;
      sums[c] += (double) left[a] * strip[b] + (double) left[a + 1] * strip[b + 1]
          + (double) left[a + 2] * strip[b + 2] + (double) left[a + 3] * strip[b + 3]
          + ((double) left[a + 4] * strip[b + 4] + (double) left[a + 5] * strip[b + 5]
          + (double) left[a + 6] * strip[b + 6] + (double) left[a + 7] * strip[b + 7]);
    }
  }
}
