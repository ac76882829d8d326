package pva.tensor;

import java.util.Optional;

/**
 * What is known of this machine's devices, without failing.
 *
 * @param libraries the folder of native libraries that was looked at; empty where none is named
 * @param engine the engine's version, such as {@code 2.7.1}; empty where it cannot be loaded
 * @param problem why the engine cannot be loaded; empty where it can
 * @param gpus usable GPUs
 * @param threads threads that a computation on the CPU uses
 * @param bf16 whether the CPU computes in bfloat16 itself
 */
public record DeviceReport(Optional<String> libraries, Optional<String> engine, Optional<String> problem, int gpus, int threads,
    boolean bf16) {
}
