package pva.tensor;

import java.util.List;

/** A List[Tensor] argument made once, such as the weights of a block, and passed to many calls. */
public final class TensorList implements AutoCloseable {
  private TensorList() {
  }

  /** The list holds its own references: the tensors may be closed afterwards, except those on mapped pages, whose pages it keeps. */
  public static TensorList of(List<DeviceTensor> tensors) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
