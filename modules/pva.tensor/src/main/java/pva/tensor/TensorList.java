package pva.tensor;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * A List[Tensor] argument made once, such as the weights of a block, and passed to many calls.
 *
 * <p>The tensors must stay open as long as the list is used: those on mapped pages live only as long as their pages.
 */
public final class TensorList implements AutoCloseable {
  private final IValue value;
  private final List<DeviceTensor> tensors;

  private TensorList(IValue value, List<DeviceTensor> tensors) {
    this.value = value;
    this.tensors = tensors;
  }

  public static TensorList of(List<DeviceTensor> tensors) {
    return new TensorList(IValue.listFrom(tensors.stream().map(DeviceTensor::array).toArray(PtNDArray[]::new)), List.copyOf(tensors));
  }

  public List<DeviceTensor> tensors() {
    return tensors;
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
