package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/**
 * One right-padded batch on its way through the blocks; what is read at its hooks is kept in the order in which it was met.
 *
 * <p>Of one position it stays on the device until it is asked for, so that a GPU, which runs behind this thread, is not waited for before.
 */
final class Reading implements AutoCloseable {
  /** {@code values}: float32 [texts, columns, width] row-major, {@code columns} being 1 where one position is read. */
  record Values(Hook hook, float[] values, int columns) {
  }

  /** What was met: numbers, or where to get them. */
  private record Met(Hook hook, Supplier<float[]> values, int columns) {
  }

  private final ResidualModel model;
  private final Scope batch;
  private final Optional<Prefix> prefix;
  private final boolean everyToken;
  private final int texts;
  private final int columns;
  /** The last token of each text, where one position is read. */
  private final DeviceTensor at;
  private final Attention attention;
  private final Pass pass;
  private final int last;
  private final boolean prunes;
  private final List<Met> met = new ArrayList<>();
  private boolean ended;

  /**
   * @param texts ids, each text to be read at its last id where {@code everyToken} is not set
   * @param prefix what the texts begin with, which has been read before
   * @param interventions changes on the way; only where there is no prefix
   * @param promptTokens how many ids of each text are its prompt's
   */
  Reading(ResidualModel model, List<int[]> texts, Optional<Prefix> prefix, List<Intervention> interventions, int[] promptTokens,
      SortedSet<Hook> hooks, boolean everyToken) {
    this.model = model;
    this.prefix = prefix;
    this.everyToken = everyToken;
    this.texts = texts.size();
    int known = prefix.map(Prefix::tokens).orElse(0);
    List<int[]> own = texts.stream().map(t -> Arrays.copyOfRange(t, known, t.length)).toList();
    columns = own.stream().mapToInt(t -> t.length).max().orElseThrow();
    last = hooks.last().layer();
    batch = model.scope().child();
    try {
      at = batch.i64(own.stream().mapToLong(t -> t.length - 1).toArray(), texts.size());
      attention = prefix.isPresent() ? new Behind(model, batch, prefix.get(), columns) : Beginning.of(model, batch, columns);
      Edits edits = Edits.ofTexts(model, batch, interventions, promptTokens, columns);
      long[] start = new long[texts.size()];
      Arrays.fill(start, known);
      pass = new Pass(model, batch, model.enter(batch, own, start), attention, hooks, edits, this::take);
      // of the last block only what one position needs, where nothing else is wanted of it
      prunes = !everyToken && prefix.isEmpty() && !edits.in(last)
          && hooks.tailSet(new Hook(last, HookPoint.RESID_PRE)).equals(Set.of(Hook.residPost(last)));
    } catch (RuntimeException e) {
      batch.close();
      throw e;
    }
  }

  /** Runs the blocks up to before {@code end}, or up to the last that is needed. */
  void to(int end) {
    pass.to(Math.min(end, prunes ? last : last + 1));
    if (prunes && end > last && !ended) {
      ended = true;
      try (DeviceTensor stream = pass.stream()) {
        DeviceTensor y = ((Beginning) attention).last(last, stream, at);
        met.add(new Met(Hook.residPost(last), y::floats, 1));
      }
    }
  }

  private void take(Hook hook, DeviceTensor values) {
    if (!everyToken) {
      DeviceTensor picked = model.pick(batch, values, at);
      met.add(new Met(hook, picked::floats, 1));
      return;
    }
    float[] own = values.floats();
    float[] all = prefix.isPresent() ? prefix.get().before(hook, own, texts) : own;
    met.add(new Met(hook, () -> all, prefix.map(Prefix::tokens).orElse(0) + columns));
  }

  /** What has been read so far; waits for the device. */
  List<Values> values() {
    return met.stream().map(m -> new Values(m.hook(), m.values().get(), m.columns())).toList();
  }

  @Override
  public void close() {
    attention.close();
    batch.close();
  }
}
