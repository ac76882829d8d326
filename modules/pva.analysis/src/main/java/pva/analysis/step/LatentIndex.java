package pva.analysis.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pva.viz.LatentName;

/**
 * The latents of all layers of a run side by side: which latent of which layer a column stands for. Columns of a layer follow each
 * other, layers ascend; of one layer the column is the latent.
 *
 * @param layers ascending
 * @param start first column of each layer, and behind the last one the number of columns
 */
public record LatentIndex(List<Integer> layers, List<Integer> start) {
  public LatentIndex {
    layers = List.copyOf(layers);
    start = List.copyOf(start);
  }

  /** {@code widths}: latents of each layer. */
  public static LatentIndex of(List<Integer> layers, List<Integer> widths) {
    List<Integer> start = new ArrayList<>(List.of(0));
    widths.forEach(width -> start.add(Math.addExact(start.get(start.size() - 1), width)));
    return new LatentIndex(layers, start);
  }

  public static LatentIndex of(int layer, int width) {
    return of(List.of(layer), List.of(width));
  }

  public boolean several() {
    return layers.size() > 1;
  }

  /** Columns, of all layers. */
  public int latents() {
    return start.get(layers.size());
  }

  public int layer(int column) {
    return layers.get(place(column));
  }

  public int latent(int column) {
    return column - start.get(place(column));
  }

  public int column(int layer, int latent) {
    return from(layer) + latent;
  }

  /** The first column of a layer. */
  public int from(int layer) {
    return start.get(layers.indexOf(layer));
  }

  /** The column behind the last one of a layer. */
  public int to(int layer) {
    return start.get(layers.indexOf(layer) + 1);
  }

  /** What belongs to one layer of what is there for every column. */
  public boolean[] of(boolean[] columns, int layer) {
    return Arrays.copyOfRange(columns, from(layer), to(layer));
  }

  /** As a figure or a sentence calls it: with its layer where there are several. */
  public LatentName name(int column) {
    return several() ? LatentName.of(layer(column), latent(column)) : LatentName.of(latent(column));
  }

  private int place(int column) {
    int place = 0;
    while (column >= start.get(place + 1)) {
      place++;
    }
    return place;
  }
}
