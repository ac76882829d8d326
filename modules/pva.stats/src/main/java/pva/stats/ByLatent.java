package pva.stats;

import pva.base.PvaException;
import pva.tensor.SparseMatrix;

/**
 * Sparse latents turned, as every statistic of single latents needs them: the rows on which latent j fires, ascending, are
 * {@code row[start[j]..start[j + 1])}, and {@code value} holds its activations there.
 */
public record ByLatent(int rows, int latents, int[] start, int[] row, float[] value) {

  /** Turns a matrix. Fails with PVA-STAT-003 where a stored activation is not a finite number above 0: zeros are what is not stored. */
  public static ByLatent of(SparseMatrix m) {
    int stored = Math.toIntExact(m.indptr()[m.rows()]);
    int[] start = new int[m.cols() + 1];
    for (int i = 0; i < stored; i++) {
      start[m.indices()[i] + 1]++;
    }
    for (int j = 0; j < m.cols(); j++) {
      start[j + 1] += start[j];
    }
    int[] next = start.clone();
    int[] row = new int[stored];
    float[] value = new float[stored];
    for (int r = 0; r < m.rows(); r++) {
      for (int i = (int) m.indptr()[r]; i < m.indptr()[r + 1]; i++) {
        float v = m.values()[i];
        if (!(v > 0 && v < Float.POSITIVE_INFINITY)) {
          throw PvaException.failed("PVA-STAT-003", "activation " + v + " at row " + r + ", latent " + m.indices()[i]
              + ": latents are finite and never negative");
        }
        int at = next[m.indices()[i]]++;
        row[at] = r;
        value[at] = v;
      }
    }
    return new ByLatent(m.rows(), m.cols(), start, row, value);
  }

  int fired(int latent) {
    return start[latent + 1] - start[latent];
  }

  /** Whether the latent has two different activations over the rows, 0 among them. */
  boolean varies(int latent) {
    int from = start[latent];
    int to = start[latent + 1];
    if (to - from < rows) {
      return to > from;
    }
    for (int i = from + 1; i < to; i++) {
      if (value[i] != value[from]) {
        return true;
      }
    }
    return false;
  }

  /** The latents in order of how often they fire, least first, equal ones by number. */
  int[] leastFiringFirst() {
    int[] next = new int[rows + 2];
    for (int j = 0; j < latents; j++) {
      next[fired(j) + 1]++;
    }
    for (int fired = 0; fired <= rows; fired++) {
      next[fired + 1] += next[fired];
    }
    int[] order = new int[latents];
    for (int j = 0; j < latents; j++) {
      order[next[fired(j)]++] = j;
    }
    return order;
  }
}
