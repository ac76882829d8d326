package pva.model;

import java.util.HashMap;
import java.util.Map;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** Texts that go on from one prefix, right-padded: each token sees the prefix and those of its own text before it. */
final class Behind implements Attention {
  private final ResidualModel model;
  private final Scope batch;
  private final Prefix prefix;
  private final int columns;
  private final Map<Long, TensorList> tables = new HashMap<>();

  Behind(ResidualModel model, Scope batch, Prefix prefix, int columns) {
    this.model = model;
    this.batch = batch;
    this.prefix = prefix;
    this.columns = columns;
  }

  @Override
  public DeviceTensor block(int layer, DeviceTensor stream) {
    return run("behind", layer, stream);
  }

  @Override
  public DeviceTensor z(int layer, DeviceTensor stream) {
    return run("z_behind", layer, stream);
  }

  private DeviceTensor run(String method, int layer, DeviceTensor stream) {
    return model.program().call(batch, method, stream, model.block(layer), tables(layer), prefix.keys(layer), prefix.values(layer));
  }

  private TensorList tables(int layer) {
    return tables.computeIfAbsent(model.kinds().of()[layer], k -> {
      Kinds.Kind kind = model.kinds().all().get(k.intValue());
      int seen = prefix.tokens() + columns;
      boolean masked = kind.window() > 0 && kind.window() < seen;
      return TensorList.of(model.program().callList(batch, "tables_behind", model.like(), batch.f32(kind.turns(), kind.turns().length),
          prefix.tokens(), columns, masked ? kind.window() : 0, masked || batch.device().gpu()));
    });
  }

  @Override
  public void close() {
    tables.values().forEach(TensorList::close);
  }
}
