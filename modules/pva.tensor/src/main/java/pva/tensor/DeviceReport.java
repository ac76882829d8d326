package pva.tensor;

import java.util.Optional;

/**
 * What is known of this machine's devices, without failing.
 *
 * @param libraries the folder of native libraries that was looked at; empty where none is named
 * @param engine the engine's version, such as {@code 2.7.1}; empty where it cannot be loaded
 * @param problem why the engine cannot be loaded; empty where it can
 * @param gpu what there is of a GPU and what is missing
 * @param gpus usable GPUs
 * @param threads threads that a computation on the CPU uses
 * @param bf16 whether the CPU computes in bfloat16 itself
 */
public record DeviceReport(Optional<String> libraries, Optional<String> engine, Optional<String> problem, Gpu gpu, int gpus,
    int threads, boolean bf16) {

  /** How far a GPU is from being used. */
  public enum Gpu {
    /** The system has no NVIDIA driver. */
    NO_DRIVER,
    /** There is a driver, but the native libraries are a build for the CPU. */
    CPU_LIBRARIES,
    /** There is a driver and the libraries are for CUDA, but the engine sees no GPU. */
    NOT_SEEN,
    USABLE;

    static Gpu of(boolean driver, boolean cuda, int gpus) {
      return gpus > 0 ? USABLE : !driver ? NO_DRIVER : cuda ? NOT_SEEN : CPU_LIBRARIES;
    }
  }
}
