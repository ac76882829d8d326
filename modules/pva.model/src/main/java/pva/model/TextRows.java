package pva.model;

import java.util.Arrays;
import java.util.List;
import pva.tensor.Matrix;

/** The rows of texts, one text after the other, wherever they lie. */
final class TextRows implements Matrix {
  /** The rows of one text, at least one. */
  record Stretch(Matrix matrix, long firstRow, int rows) {
  }

  private final List<Stretch> texts;
  private final int width;
  private final long[] start;

  TextRows(List<Stretch> texts, int width) {
    this.texts = texts;
    this.width = width;
    start = new long[texts.size() + 1];
    for (int t = 0; t < texts.size(); t++) {
      start[t + 1] = start[t] + texts.get(t).rows;
    }
  }

  @Override
  public long rows() {
    return start[start.length - 1];
  }

  @Override
  public int cols() {
    return width;
  }

  @Override
  public void read(long fromRow, int rows, float[] into, int at) {
    int text = textOf(fromRow);
    for (long row = fromRow; row < fromRow + rows; text++) {
      int n = (int) (Math.min(start[text + 1], fromRow + rows) - row);
      texts.get(text).matrix.read(texts.get(text).firstRow + (row - start[text]), n, into, at + (int) (row - fromRow) * width);
      row += n;
    }
  }

  private int textOf(long row) {
    int found = Arrays.binarySearch(start, row);
    return found >= 0 ? found : -found - 2;
  }
}
