package pva.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pva.model.family.Decoder.Block;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** One right-padded batch on its way through the blocks. */
final class Pass implements AutoCloseable {
  /** What blocks of one kind share: a window, 0 where it reaches over the whole batch, and the very array of angles. */
  private record Kind(int window, float[] turns) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Kind k && k.window == window && k.turns == turns;
    }

    @Override
    public int hashCode() {
      return 31 * window + System.identityHashCode(turns);
    }
  }

  private final ResidualModel model;
  private final Scope batch;
  private final int columns;
  private final DeviceTensor at;
  private final Map<Kind, TensorList> tables = new HashMap<>();
  private DeviceTensor stream;
  private int next;

  /** Each text is read at its last id, where one position is read. */
  Pass(ResidualModel model, Scope batch, List<int[]> texts) {
    this.model = model;
    this.batch = batch;
    columns = texts.stream().mapToInt(t -> t.length).max().orElseThrow();
    at = batch.i64(texts.stream().mapToLong(t -> t.length - 1).toArray(), texts.size());
    stream = model.enter(batch, texts, columns);
  }

  int columns() {
    return columns;
  }

  /** The residual stream [texts, columns, hidden] before the next block. */
  DeviceTensor stream() {
    return stream;
  }

  /** The rows of one position of each text. */
  DeviceTensor picked(DeviceTensor of) {
    return model.program().call(batch, "pick", of, at);
  }

  /** Runs the next block. */
  void step() {
    replace(model.program().call(batch, "block", stream, model.block(next), tables()));
  }

  /** The stream after the next block, but only [texts, hidden] for the position that is read; the pass ends here. */
  DeviceTensor last() {
    replace(model.program().call(batch, "last", stream, model.block(next), tables(), at));
    return stream;
  }

  /** Runs the next block and gives all that can be read within it; the values are the caller's to close. */
  Map<HookPoint, DeviceTensor> hooked() {
    List<DeviceTensor> values = model.program().callList(batch, "hooked", stream, model.block(next), tables());
    Map<HookPoint, DeviceTensor> read = new EnumMap<>(HookPoint.class);
    List<HookPoint> points = List.of(HookPoint.Z, HookPoint.ATTN_OUT, HookPoint.RESID_MID, HookPoint.MLP_OUT);
    for (int i = 0; i < points.size(); i++) {
      read.put(points.get(i), values.get(i));
    }
    replace(values.get(points.size()));
    return read;
  }

  private void replace(DeviceTensor y) {
    stream.close();
    stream = y;
    next++;
  }

  private TensorList tables() {
    Block block = model.checkpoint().decoder().blocks().get(next);
    Kind kind = new Kind(block.window() < columns ? block.window() : 0, block.turns());
    return tables.computeIfAbsent(kind, k -> model.tables(batch, k.turns, columns, k.window));
  }

  /** Frees what is not the batch's own. */
  @Override
  public void close() {
    tables.values().forEach(TensorList::close);
  }
}
