package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/** Tokens that texts begin with, once they have been read: their keys and values in every block, and what was asked of them. */
final class Prefix implements AutoCloseable {
  private final int[] ids;
  private final Set<Hook> hooks;
  private final boolean everyToken;
  private final Scope scope;
  private final List<DeviceTensor> keys = new ArrayList<>();
  private final List<DeviceTensor> values = new ArrayList<>();
  /** At each hook the values of all tokens, where every token is read. */
  private final Map<Hook, float[]> rows = new HashMap<>();

  private Prefix(ResidualModel model, int[] ids, Set<Hook> hooks, boolean everyToken) {
    this.ids = ids;
    this.hooks = Set.copyOf(hooks);
    this.everyToken = everyToken;
    scope = model.scope().child();
  }

  /** Reads {@code ids}, which go on from those of {@code before}. */
  static Prefix read(ResidualModel model, Optional<Prefix> before, int[] ids, Set<Hook> hooks, int last, boolean everyToken) {
    Prefix prefix = new Prefix(model, ids, hooks, everyToken);
    int known = before.map(Prefix::tokens).orElse(0);
    try (Scope batch = model.scope().child(); Continued attention = new Continued(model, batch, before, prefix, ids.length - known)) {
      DeviceTensor stream = model.enter(batch, List.of(Arrays.copyOfRange(ids, known, ids.length)), new long[] {known});
      new Pass(model, batch, stream, attention, everyToken ? hooks : Set.of(), Edits.none(), (hook, read) -> {
        float[] own = read.floats();
        float[] earlier = before.map(b -> b.rows.get(hook)).orElse(new float[0]);
        float[] all = Arrays.copyOf(earlier, earlier.length + own.length);
        System.arraycopy(own, 0, all, earlier.length, own.length);
        prefix.rows.put(hook, all);
      }).to(last + 1);
      return prefix;
    } catch (RuntimeException e) {
      prefix.close();
      throw e;
    }
  }

  /** Whether this is what reading {@code tokens} ids of a text would give. */
  boolean serves(int[] text, int tokens, Set<Hook> asked, boolean ofEveryToken) {
    return tokens == ids.length && Arrays.equals(ids, 0, tokens, text, 0, tokens) && hooks.equals(asked) && everyToken == ofEveryToken;
  }

  int tokens() {
    return ids.length;
  }

  /** [1, groups, tokens, size] */
  DeviceTensor keys(int layer) {
    return keys.get(layer);
  }

  /** [1, groups, tokens, size] */
  DeviceTensor values(int layer) {
    return values.get(layer);
  }

  /** The values of every token at a hook [texts, tokens + columns, width], of those of the texts' own [texts, columns, width]. */
  float[] before(Hook hook, float[] own, int texts) {
    float[] first = rows.get(hook);
    int each = own.length / texts;
    float[] all = new float[Math.multiplyExact(texts, first.length + each)];
    for (int i = 0; i < texts; i++) {
      System.arraycopy(first, 0, all, i * (first.length + each), first.length);
      System.arraycopy(own, i * each, all, i * (first.length + each) + first.length, each);
    }
    return all;
  }

  /** Takes over the keys and values of the next block. */
  void keep(DeviceTensor k, DeviceTensor v) {
    keys.add(k.moveTo(scope));
    values.add(v.moveTo(scope));
  }

  @Override
  public void close() {
    scope.close();
  }
}
