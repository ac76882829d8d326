package pva.model;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** The first block, timed on a batch of usual size: how long the rest will take, and whether packed weights are faster. */
final class BlockTiming implements AutoCloseable {
  private static final int TEXTS = 4;
  private static final int TOKENS = 128;
  private static final int ROUNDS = 7;
  /** Packing costs a copy, so it has to win by more than a clock is off. */
  private static final double CLEAR = 0.97;

  private final ResidualModel model;
  private final Scope scope;
  private final DeviceTensor stream;
  private final TensorList tables;

  BlockTiming(ResidualModel model) {
    this.model = model;
    scope = model.scope().child();
    int[] text = IntStream.range(0, TOKENS).map(i -> i % model.checkpoint().vocabulary()).toArray();
    stream = model.enter(scope, Collections.nCopies(TEXTS, text), new long[TEXTS]);
    float[] turns = model.kinds().all().get(0).turns();
    tables = TensorList.of(model.program().callList(scope, "tables", model.like(), scope.f32(turns, turns.length), TOKENS, 0));
  }

  /** Whether the block is clearly faster with packed weights; both are timed in turn. */
  boolean fasterPacked(TensorList plain) {
    List<DeviceTensor> weights = plain.tensors().stream()
        .map(w -> w.shape().length == 2 ? model.program().call(scope, "packed", w, WeightLoader.ROWS) : w).toList();
    try (TensorList packed = TensorList.of(weights)) {
      long plainTime = Long.MAX_VALUE;
      long packedTime = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        plainTime = Math.min(plainTime, nanos(plain));
        packedTime = Math.min(packedTime, nanos(packed));
      }
      return packedTime < CLEAR * plainTime;
    }
  }

  /** Seconds that a token takes in a block. */
  double secondsPerToken(TensorList weights) {
    nanos(weights);
    return nanos(weights) / 1e9 / (TEXTS * TOKENS);
  }

  private long nanos(TensorList weights) {
    long start = System.nanoTime();
    try (DeviceTensor y = model.program().call(scope, "block", stream, weights, tables);
        DeviceTensor some = model.program().call(scope, "first_rows", y, 1)) {
      some.floats(); // a GPU is done only when its result can be looked at
    }
    return System.nanoTime() - start;
  }

  /** {@code 40 s}, {@code 7 min}, {@code 2.5 h} */
  static String words(double seconds) {
    return seconds < 90 ? Math.round(seconds) + " s"
        : seconds < 5400 ? Math.round(seconds / 60) + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  @Override
  public void close() {
    tables.close();
    scope.close();
  }
}
