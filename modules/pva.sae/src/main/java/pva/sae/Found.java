package pva.sae;

import java.util.Arrays;
import pva.tensor.SparseMatrix;

/** Pre-activations of one block of latents that may fire, in row-major order, taken row by row. */
final class Found {
  private final int start;
  private final int width;
  private final long[] places;
  private final float[] values;
  private int next;

  Found(int start, int width, long[] places, float[] values) {
    this.start = start;
    this.width = width;
    this.places = places;
    this.values = values;
  }

  /** Rows come in ascending order. */
  void moveRow(int row, Row into) {
    for (; next < values.length && places[next] / width == row; next++) {
      into.add(start + (int) (places[next] % width), values[next]);
    }
  }

  /** What was found for one vector, over all latents. */
  static final class Row {
    private final int dSae;
    private final LatentTerms terms;
    private final Selection selection;
    private final float cut;
    private int[] latents = new int[256];
    private float[] found = new float[256];
    private float[] scores = new float[256];
    private boolean[] chosen = new boolean[256];
    private int size;

    Row(int dSae, LatentTerms terms, Selection selection, float cut) {
      this.dSae = dSae;
      this.terms = terms;
      this.selection = selection;
      this.cut = Math.max(cut, 0);
    }

    private void add(int latent, float p) {
      if (size == latents.length) {
        latents = Arrays.copyOf(latents, 2 * size);
        found = Arrays.copyOf(found, 2 * size);
        scores = Arrays.copyOf(scores, 2 * size);
        chosen = new boolean[2 * size];
      }
      latents[size] = latent;
      scores[size] = selection.signed() ? Math.abs(terms.score(latent, p)) : terms.score(latent, p);
      found[size++] = p;
    }

    /** Adds what fires of it and begins the next. */
    void end(SparseMatrix.Builder into) {
      selection.choose(latents, scores, size, dSae, chosen);
      for (int i = 0; i < size; i++) {
        float value = chosen[i] ? terms.value(latents[i], found[i]) : 0;
        if (value > cut || selection.signed() && -value > cut) {
          into.add(latents[i], value);
        }
      }
      into.endRow();
      size = 0;
    }
  }
}
