package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** The next token of each text in the first slots of a cache: it sees all that the slot holds, as far as the block's window. */
final class Following implements Attention {
  /** Tables of one kind of block. */
  private static final int EACH = 3;

  private final ResidualModel model;
  private final Scope batch;
  private final Cache cache;
  private final DeviceTensor places;
  private final TensorList tables;
  private final List<TensorList> ofKind = new ArrayList<>();

  /** {@code at}: how many tokens each slot holds. */
  Following(ResidualModel model, Scope batch, Cache cache, long[] at) {
    this.model = model;
    this.batch = batch;
    this.cache = cache;
    DeviceTensor held = batch.i64(at, at.length);
    long columns = 1 + Arrays.stream(at).max().orElseThrow();
    places = model.program().call(batch, "places", held, cache.keys(0));
    List<DeviceTensor> all = new ArrayList<>();
    for (Kinds.Kind kind : model.kinds().all()) {
      List<DeviceTensor> made = model.program().callList(batch, "tables_after", model.like(),
          batch.f32(kind.turns(), kind.turns().length), held, 1, columns, kind.window());
      ofKind.add(TensorList.of(made));
      all.addAll(made);
    }
    tables = TensorList.of(all);
  }

  @Override
  public DeviceTensor block(int layer, DeviceTensor stream) {
    return one("next", layer, stream);
  }

  @Override
  public DeviceTensor z(int layer, DeviceTensor stream) {
    return one("z_next", layer, stream);
  }

  private DeviceTensor one(String method, int layer, DeviceTensor stream) {
    return model.program().call(batch, method, stream, model.block(layer), ofKind.get((int) model.kinds().of()[layer]),
        cache.keys(layer), cache.values(layer), places);
  }

  /** In one call: a token is so little work that calls would be felt. */
  @Override
  public DeviceTensor blocks(int first, int end, DeviceTensor stream) {
    DeviceTensor y = model.program().call(batch, "run", stream, model.weights(first, end), tables,
        Arrays.copyOfRange(model.kinds().of(), first, end), cache.keys(first, end), cache.values(first, end), places);
    stream.close();
    return y;
  }

  @Override
  public void close() {
    ofKind.forEach(TensorList::close);
    tables.close();
  }
}
