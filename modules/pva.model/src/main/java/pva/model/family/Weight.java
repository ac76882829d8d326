package pva.model.family;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One weight of the program, made of one or more tensors of the checkpoint, joined along their first axis.
 *
 * @param names the tensors
 * @param shapes the shape of each
 * @param changes what the program does to each tensor, in order, before they are joined
 * @param added whether what it gives goes into the residual stream, and how
 */
public record Weight(List<String> names, List<List<Size>> shapes, List<Change> changes, Optional<Added> added) {

  /** A length of an axis, and the words of config.json that say it. */
  public record Size(String said, long value) {
    public static Size of(String said, long value) {
      return new Size(said, value);
    }

    public Size times(int n) {
      return new Size(n + " x " + said, n * value);
    }
  }

  /** A method of the program that takes a tensor and these arguments. */
  public record Change(String method, List<Number> arguments) {
  }

  /** What a weight gives is added to the stream; perhaps a norm multiplies each number of it by a weight of its own before. */
  public record Added(Optional<Weight> norm) {
  }

  public Weight(List<String> names, List<List<Size>> shapes, List<Change> changes) {
    this(names, shapes, changes, Optional.empty());
  }

  public Weight {
    names = List.copyOf(names);
    shapes = List.copyOf(shapes);
    changes = List.copyOf(changes);
  }

  public static Weight of(String name, Size... shape) {
    return new Weight(List.of(name), List.of(List.of(shape)), List.of());
  }

  /** Several tensors that one product reads at once, such as query, key and value. They change alike. */
  public static Weight joined(Weight... parts) {
    List<Weight> all = List.of(parts);
    return new Weight(all.stream().flatMap(p -> p.names.stream()).toList(), all.stream().flatMap(p -> p.shapes.stream()).toList(),
        all.get(0).changes);
  }

  /** The same tensor again and again: what all heads share, written out for each. */
  public Weight repeated(int times) {
    return joined(IntStream.range(0, times).mapToObj(i -> this).toArray(Weight[]::new));
  }

  /** Added to every value in float32, and the sum kept in float32: Gemma's norms multiply by 1 + w. */
  public Weight plus(double value) {
    return changed("plus", value);
  }

  /** The same, where what it gives is added to the stream. */
  public Weight toStream() {
    return new Weight(names, shapes, changes, Optional.of(new Added(Optional.empty())));
  }

  /** The same, where what it gives is added to the stream after it went through a norm. */
  public Weight toStream(Weight norm) {
    return new Weight(names, shapes, changes, Optional.of(new Added(Optional.of(norm))));
  }

  public Weight changed(String method, Number... arguments) {
    return new Weight(names, shapes, Stream.concat(changes.stream(), Stream.of(new Change(method, List.of(arguments)))).toList(), added);
  }
}
