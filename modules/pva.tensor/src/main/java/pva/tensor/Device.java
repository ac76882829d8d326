package pva.tensor;

/** Where tensors live and programs run: the CPU, or one GPU. The native engine is loaded when the first device is picked. */
public final class Device {
  private Device() {
  }

  /**
   * The device of the choice. Fails with PVA-DEV-001 when a GPU is asked for and there is none of this number, and with
   * PVA-DEV-002 when the native libraries are missing.
   */
  public static Device pick(DeviceChoice choice) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** {@code cpu}, {@code gpu(0)}. */
  public String name() {
    throw new UnsupportedOperationException("not written yet");
  }

  public boolean gpu() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** What works on this machine; loads the engine but never fails. */
  public static DeviceReport probe() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Threads that a computation on the CPU uses: {@code OMP_NUM_THREADS} where set, else the physical cores. Loads nothing. */
  public static int threads() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Whether this CPU computes in bfloat16 itself. Loads nothing. */
  public static boolean bf16() {
    throw new UnsupportedOperationException("not written yet");
  }
}
