package pva.tensor;

import java.util.List;

/**
 * What a file says of one tensor.
 *
 * @param shape the length of each axis; empty for a single number
 * @param offset where its bytes begin, counted from the first byte of the file
 * @param length how many bytes it takes
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long offset, long length) {
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Elements in all. */
  public long count() {
    long n = 1;
    for (long s : shape) {
      n = Math.multiplyExact(n, s);
    }
    return n;
  }

  /** The shape as people write it: {@code [24, 64]}. */
  public String shapeText() {
    return shape.toString();
  }
}
