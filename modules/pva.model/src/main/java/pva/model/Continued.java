package pva.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** The tokens of one prefix behind those of another; the keys and values of both are kept. */
final class Continued implements Attention {
  private final ResidualModel model;
  private final Scope batch;
  private final Optional<Prefix> before;
  private final Prefix into;
  private final int columns;
  private final Map<Long, TensorList> tables = new HashMap<>();

  Continued(ResidualModel model, Scope batch, Optional<Prefix> before, Prefix into, int columns) {
    this.model = model;
    this.batch = batch;
    this.before = before;
    this.into = into;
    this.columns = columns;
  }

  @Override
  public DeviceTensor block(int layer, DeviceTensor stream) {
    return run(before.isPresent() ? "after" : "first", layer, stream);
  }

  @Override
  public DeviceTensor z(int layer, DeviceTensor stream) {
    return run(before.isPresent() ? "z_after" : "z_first", layer, stream);
  }

  private DeviceTensor run(String method, int layer, DeviceTensor stream) {
    List<Object> arguments = new ArrayList<>(List.of(stream, model.block(layer), tables(layer)));
    before.ifPresent(b -> arguments.addAll(List.of(b.keys(layer), b.values(layer))));
    List<DeviceTensor> out = model.program().callList(batch, method, arguments.toArray());
    into.keep(out.get(1), out.get(2));
    return out.get(0);
  }

  private TensorList tables(int layer) {
    return tables.computeIfAbsent(model.kinds().of()[layer], k -> {
      Kinds.Kind kind = model.kinds().all().get(k.intValue());
      int known = before.map(Prefix::tokens).orElse(0);
      DeviceTensor turns = batch.f32(kind.turns(), kind.turns().length);
      if (known == 0) {
        int window = kind.window() < columns ? kind.window() : 0;
        return TensorList.of(model.program().callList(batch, "tables", model.like(), turns, columns, window));
      }
      return TensorList.of(model.program().callList(batch, "tables_after", model.like(), turns,
          batch.i64(new long[] {known}, 1), columns, known + columns, kind.window()));
    });
  }

  @Override
  public void close() {
    tables.values().forEach(TensorList::close);
  }
}
