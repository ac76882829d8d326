package pva.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/**
 * The keys and values of the tokens read so far, in every block: a slot for each text, with room for so many tokens. Slots
 * are taken from the front; where tokens of a slot stop is its owner's to know, what lies behind is never seen.
 */
final class Cache implements AutoCloseable {
  private final ResidualModel model;
  private final int slots;
  private final Scope scope;
  private final List<DeviceTensor> keys = new ArrayList<>();
  private final List<DeviceTensor> values = new ArrayList<>();
  private final Map<List<Integer>, TensorList> keyLists = new HashMap<>();
  private final Map<List<Integer>, TensorList> valueLists = new HashMap<>();

  Cache(ResidualModel model, int slots, int tokens) {
    this.model = model;
    this.slots = slots;
    scope = model.scope().child();
    for (int i = 0; i <= model.through(); i++) {
      keys.add(model.program().call(scope, "room", model.like(), slots, tokens));
      values.add(model.program().call(scope, "room", model.like(), slots, tokens));
    }
  }

  int slots() {
    return slots;
  }

  /** Copies the first tokens of a slot over those of another. */
  void copy(int from, int to, int tokens) {
    try (Scope s = scope.child()) {
      model.program().call(s, "copied", keys(0, keys.size()), from, to, tokens);
      model.program().call(s, "copied", values(0, values.size()), from, to, tokens);
    }
  }

  DeviceTensor keys(int layer) {
    return keys.get(layer);
  }

  DeviceTensor values(int layer) {
    return values.get(layer);
  }

  TensorList keys(int first, int end) {
    return keyLists.computeIfAbsent(List.of(first, end), k -> TensorList.of(keys.subList(first, end)));
  }

  TensorList values(int first, int end) {
    return valueLists.computeIfAbsent(List.of(first, end), k -> TensorList.of(values.subList(first, end)));
  }

  @Override
  public void close() {
    keyLists.values().forEach(TensorList::close);
    valueLists.values().forEach(TensorList::close);
    scope.close();
  }
}
