package pva.analysis.step;

import java.util.Arrays;

/** Gathers the rows of tokens that count into blocks, so that a dictionary sees many at once. */
public final class CountedRows {
  private static final int BLOCK = 1024;

  private final int hidden;
  private final Taker taker;
  private final float[] block;
  private int filled;

  public CountedRows(int hidden, Taker taker) {
    this.hidden = hidden;
    this.taker = taker;
    this.block = new float[BLOCK * hidden];
  }

  /** Takes {@code n} rows [n, hidden]; the array is the taker's to keep. */
  @FunctionalInterface
  public interface Taker {
    void take(float[] rows, int n);
  }

  public void add(float[] rows, boolean[] counted) {
    for (int i = 0; i < counted.length; i++) {
      if (counted[i]) {
        System.arraycopy(rows, i * hidden, block, filled * hidden, hidden);
        if (++filled == BLOCK) {
          flush();
        }
      }
    }
  }

  public void flush() {
    if (filled > 0) {
      taker.take(Arrays.copyOf(block, filled * hidden), filled);
      filled = 0;
    }
  }
}
