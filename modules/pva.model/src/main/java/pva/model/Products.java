package pva.model;

import java.util.List;
import java.util.Locale;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TorchProgram;

/** The products of one block, timed: they are most of what a model computes. */
final class Products {
  private static final int ROUNDS = 5;
  /** Packing costs a copy, so it has to win by more than a clock is off. */
  private static final double CLEAR = 0.95;

  private final TorchProgram program;
  private final Scope scope;
  private final List<DeviceTensor> weights;
  private final List<DeviceTensor> inputs;

  /** @param weights of a block, [out, in] each where activations are multiplied with it */
  Products(TorchProgram program, Scope scope, DeviceTensor like, List<DeviceTensor> weights) {
    this.program = program;
    this.scope = scope;
    this.weights = weights.stream().filter(w -> w.shape().length == 2).toList();
    inputs = this.weights.stream().map(w -> program.call(scope, "ones", like, WeightLoader.ROWS, w.shape()[1])).toList();
  }

  /** The same products with packed weights. */
  private Products(Products plain) {
    program = plain.program;
    scope = plain.scope;
    weights = plain.weights.stream().map(w -> program.call(scope, "packed", w, WeightLoader.ROWS)).toList();
    inputs = plain.inputs;
  }

  /** Whether packed weights are clearly faster; both are timed in turn. */
  boolean fasterPacked() {
    Products packed = new Products(this);
    long plainTime = Long.MAX_VALUE;
    long packedTime = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      plainTime = Math.min(plainTime, nanos());
      packedTime = Math.min(packedTime, packed.nanos());
    }
    return packedTime < CLEAR * plainTime;
  }

  /** Seconds that one token takes. */
  double secondsPerToken() {
    nanos();
    return nanos() / 1e9 / WeightLoader.ROWS;
  }

  private long nanos() {
    long start = System.nanoTime();
    for (int i = 0; i < weights.size(); i++) {
      try (DeviceTensor y = program.call(scope, "product", inputs.get(i), weights.get(i))) {
        // a GPU is done only when its result can be looked at
        if (i == weights.size() - 1) {
          program.call(scope, "rows_of", y, 1).floats();
        }
      }
    }
    return System.nanoTime() - start;
  }

  /** {@code 40 s}, {@code 7 min}, {@code 2.5 h} */
  static String words(double seconds) {
    return seconds < 90 ? Math.round(seconds) + " s"
        : seconds < 5400 ? Math.round(seconds / 60) + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
