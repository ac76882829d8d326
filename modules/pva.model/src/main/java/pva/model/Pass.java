package pva.model;

import java.util.List;
import java.util.Set;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/** One batch on its way through the blocks, with what is read and changed on the way. */
final class Pass {
  private static final List<HookPoint> WITHIN = List.of(HookPoint.Z, HookPoint.ATTN_OUT, HookPoint.RESID_MID, HookPoint.MLP_OUT);

  /** Takes what is read; the values stay the pass's. */
  @FunctionalInterface
  interface Reader {
    void read(Hook hook, DeviceTensor values);
  }

  private final ResidualModel model;
  private final Scope batch;
  private final Attention attention;
  private final Set<Hook> hooks;
  private final Edits edits;
  private final Reader reader;
  private DeviceTensor stream;
  private int next;

  Pass(ResidualModel model, Scope batch, DeviceTensor stream, Attention attention, Set<Hook> hooks, Edits edits, Reader reader) {
    this.model = model;
    this.batch = batch;
    this.stream = stream;
    this.attention = attention;
    this.hooks = hooks;
    this.edits = edits;
    this.reader = reader;
  }

  /** The residual stream [texts, columns, hidden] before the next block. */
  DeviceTensor stream() {
    return stream;
  }

  /** Runs the blocks up to before {@code end}, those between two hooks in one go. */
  Pass to(int end) {
    while (next < end) {
      meet(HookPoint.RESID_PRE);
      int last = next;
      while (last < end - 1 && !within(last) && !met(last, HookPoint.RESID_POST) && !met(last + 1, HookPoint.RESID_PRE)) {
        last++;
      }
      if (within(last)) {
        stream = attention.blocks(next, last, stream);
        next = last;
        parts();
      } else {
        stream = attention.blocks(next, last + 1, stream);
        next = last;
      }
      meet(HookPoint.RESID_POST);
      next++;
    }
    return this;
  }

  private boolean within(int layer) {
    return WITHIN.stream().anyMatch(p -> met(layer, p));
  }

  private boolean met(int layer, HookPoint point) {
    Hook hook = new Hook(layer, point);
    return hooks.contains(hook) || edits.at(hook);
  }

  private void meet(HookPoint point) {
    stream = meet(point, stream);
  }

  private DeviceTensor meet(HookPoint point, DeviceTensor values) {
    Hook hook = new Hook(next, point);
    DeviceTensor changed = edits.changed(hook, values);
    if (hooks.contains(hook)) {
      reader.read(hook, changed);
    }
    return changed;
  }

  /** The next block piece by piece. */
  private void parts() {
    DeviceTensor z = meet(HookPoint.Z, attention.z(next, stream));
    DeviceTensor a = meet(HookPoint.ATTN_OUT, call("attn_out", z, model.block(next)));
    boolean parallel = model.checkpoint().decoder().parallel();
    DeviceTensor mid = call("sum", a, stream);
    mid = parallel ? mid : meet(HookPoint.RESID_MID, mid);
    DeviceTensor m = meet(HookPoint.MLP_OUT, call("mlp_out", parallel ? stream : mid, model.block(next)));
    DeviceTensor y = call("sum", m, mid);
    for (DeviceTensor done : List.of(z, a, mid, m, stream)) {
      done.close();
    }
    stream = y;
  }

  private DeviceTensor call(String method, Object... arguments) {
    return model.program().call(batch, method, arguments);
  }
}
