package pva.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import pva.data.TextRow;
import pva.tensor.DType;
import pva.tensor.Device;

/**
 * What shall be extracted.
 *
 * @param hooks the places that are read, all in one pass; layer -1 stands for the last
 * @param maxTokens keeps this many tokens from the beginning of each text; 0 = all
 */
public record ExtractionRequest(
    Checkpoint checkpoint, List<TextRow> rows, List<Hook> hooks, Position position, DType compute, Device device, int maxTokens) {

  public ExtractionRequest {
    rows = List.copyOf(rows);
    hooks = List.copyOf(hooks);
    if (hooks.isEmpty()) {
      throw new IllegalArgumentException("no hook is asked for");
    }
  }

  /** The residual stream after these layers. */
  public static ExtractionRequest ofLayers(Checkpoint checkpoint, List<TextRow> rows, List<Integer> layers, Position position,
      DType compute, Device device, int maxTokens) {
    return new ExtractionRequest(checkpoint, rows, layers.stream().map(Hook::residPost).toList(), position, compute, device, maxTokens);
  }

  /** The hooks in order, each once. Fails with PVA-MODEL-012 and -017 where the model has no such hook. */
  SortedSet<Hook> sortedHooks() {
    SortedSet<Hook> sorted = new TreeSet<>();
    for (Hook hook : hooks) {
      checkpoint.check(hook);
      sorted.add(new Hook(checkpoint.layer(hook.layer()), hook.point()));
    }
    return sorted;
  }
}
