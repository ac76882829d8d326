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
  static final int TOKENS = 128;
  private static final int TEXTS = 4;
  private static final int ROUNDS = 7;
  /** Packing costs a copy, so it has to win by more than a clock is off. */
  private static final double CLEAR = 0.97;

  private final ResidualModel model;
  private final Scope scope;
  private final Rows batch;
  private final Rows step;

  /** What goes through the block: so many texts of so many tokens. */
  private record Rows(DeviceTensor stream, TensorList tables) {
  }

  BlockTiming(ResidualModel model) {
    this.model = model;
    scope = model.scope().child();
    batch = rows(TEXTS, TOKENS);
    step = rows(GenerationSettings.SLOTS, 1);
  }

  private Rows rows(int texts, int tokens) {
    int[] text = IntStream.range(0, tokens).map(i -> i % model.checkpoint().vocabulary()).toArray();
    float[] turns = model.kinds().all().get(0).turns();
    return new Rows(model.enter(scope, Collections.nCopies(texts, text), new long[texts]),
        TensorList.of(model.program().callList(scope, "tables", model.like(), scope.f32(turns, turns.length), tokens, 0)));
  }

  /** Whether a batch, and so many steps of generation behind it, are clearly faster with packed weights; both are timed in turn. */
  boolean fasterPacked(TensorList plain, int steps) {
    List<DeviceTensor> weights = plain.tensors().stream()
        .map(w -> w.shape().length == 2 ? model.program().call(scope, "packed", w, WeightLoader.ROWS) : w).toList();
    try (TensorList packed = TensorList.of(weights)) {
      double plainTime = 0;
      double packedTime = 0;
      for (Rows rows : steps == 0 ? List.of(batch) : List.of(batch, step)) {
        int times = rows == step ? steps : 1;
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
          least[0] = Math.min(least[0], nanos(rows, plain));
          least[1] = Math.min(least[1], nanos(rows, packed));
        }
        plainTime += times * (double) least[0];
        packedTime += times * (double) least[1];
      }
      return packedTime < CLEAR * plainTime;
    }
  }

  /** Seconds that a token takes in a block. */
  double secondsPerToken(TensorList weights) {
    nanos(batch, weights);
    return nanos(batch, weights) / 1e9 / (TEXTS * TOKENS);
  }

  private long nanos(Rows rows, TensorList weights) {
    long start = System.nanoTime();
    try (DeviceTensor y = model.program().call(scope, "block", rows.stream, weights, rows.tables);
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
    batch.tables.close();
    step.tables.close();
    scope.close();
  }
}
