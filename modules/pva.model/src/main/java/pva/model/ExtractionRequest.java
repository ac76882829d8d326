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
 * @param layers -1 stands for the last
 * @param maxTokens keeps this many tokens from the beginning of each text; 0 = all
 */
public record ExtractionRequest(
    Checkpoint checkpoint, List<TextRow> rows, List<Integer> layers, Position position, DType compute, Device device, int maxTokens) {

  public ExtractionRequest {
    rows = List.copyOf(rows);
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("no layer is asked for");
    }
  }

  /** The layers in order, each once. Fails with PVA-MODEL-012 where the model has no such layer. */
  SortedSet<Integer> sortedLayers() {
    SortedSet<Integer> sorted = new TreeSet<>();
    layers.forEach(l -> sorted.add(checkpoint.layer(l)));
    return sorted;
  }
}
