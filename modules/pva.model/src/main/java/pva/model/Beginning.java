package pva.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** Texts from their first token on, right-padded: each token sees those before it. A cache may keep what later tokens need. */
final class Beginning implements Attention {
  private final ResidualModel model;
  private final Scope batch;
  private final int columns;
  private final Optional<Cache> cache;
  private final int slot;
  private final Map<Long, TensorList> tables = new HashMap<>();

  private Beginning(ResidualModel model, Scope batch, int columns, Optional<Cache> cache, int slot) {
    this.model = model;
    this.batch = batch;
    this.columns = columns;
    this.cache = cache;
    this.slot = slot;
  }

  static Beginning of(ResidualModel model, Scope batch, int columns) {
    return new Beginning(model, batch, columns, Optional.empty(), 0);
  }

  /** Keys and values go to the slots of the cache from {@code slot} on. */
  static Beginning kept(ResidualModel model, Scope batch, int columns, Cache cache, int slot) {
    return new Beginning(model, batch, columns, Optional.of(cache), slot);
  }

  @Override
  public DeviceTensor block(int layer, DeviceTensor stream) {
    return cache.isPresent() ? kept("begin", layer, stream) : model.program()
        .call(batch, "block", stream, model.block(layer), tables(layer));
  }

  @Override
  public DeviceTensor z(int layer, DeviceTensor stream) {
    return cache.isPresent() ? kept("z_begin", layer, stream) : model.program().call(batch, "z", stream, model.block(layer), tables(layer));
  }

  private DeviceTensor kept(String method, int layer, DeviceTensor stream) {
    return model.program().call(batch, method, stream, model.block(layer), tables(layer),
        cache.get().keys(layer), cache.get().values(layer), slot);
  }

  /** The stream [texts, hidden] after a block, for the position {@code at} of each text alone; nothing is kept. */
  DeviceTensor last(int layer, DeviceTensor stream, DeviceTensor at) {
    return model.program().call(batch, "last", stream, model.block(layer), tables(layer), at);
  }

  /** What attention of a block needs beside the weights. */
  TensorList tables(int layer) {
    Kinds kinds = model.kinds();
    return tables.computeIfAbsent(kinds.of()[layer], k -> {
      Kinds.Kind kind = kinds.all().get(k.intValue());
      // a window that reaches over the whole batch needs no mask
      int window = kind.window() < columns ? kind.window() : 0;
      return TensorList.of(model.program().callList(batch, "tables", model.like(), batch.f32(kind.turns(), kind.turns().length),
          columns, window));
    });
  }

  @Override
  public void close() {
    tables.values().forEach(TensorList::close);
  }
}
