package pva.tensor;

import java.util.List;

/**
 * A TorchScript class {@code M} compiled once on a device, from its source in the serialised dialect.
 *
 * <p>Arguments of a call: {@link DeviceTensor}, {@link TensorList}, Boolean, Integer or Long (int), Float or Double (float), long[] (List[int]).
 */
public final class TorchProgram implements AutoCloseable {
  private TorchProgram() {
  }

  /** Fails with PVA-DEV-004 where the source does not compile. */
  public static TorchProgram compile(Device device, String source) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Calls a method that returns one tensor, which {@code owner} then owns. Fails with PVA-DEV-005 where the engine refuses. */
  public DeviceTensor call(Scope owner, String method, Object... args) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Calls a method that returns List[Tensor]; {@code owner} then owns them. */
  public List<DeviceTensor> callList(Scope owner, String method, Object... args) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
