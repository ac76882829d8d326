package pva.model.family;

import java.util.List;

/**
 * One weight of the program, made of one or more tensors of the checkpoint, joined along their first axis.
 *
 * @param names the tensors
 * @param shapes the shape of each
 * @param offset added to every value, in float32, and the sum kept in float32 (Gemma's norms multiply by 1 + w); 0 = as it is
 */
public record Weight(List<String> names, List<List<Size>> shapes, double offset) {

  /** A length of an axis, and the words of config.json that say it. */
  public record Size(String said, long value) {
    public static Size of(String said, long value) {
      return new Size(said, value);
    }
  }

  public Weight {
    names = List.copyOf(names);
    shapes = List.copyOf(shapes);
  }

  public static Weight of(String name, Size... shape) {
    return new Weight(List.of(name), List.of(List.of(shape)), 0);
  }

  /** Several tensors that one product reads at once, such as query, key and value. */
  public static Weight joined(Weight... parts) {
    List<Weight> all = List.of(parts);
    return new Weight(all.stream().flatMap(p -> p.names.stream()).toList(), all.stream().flatMap(p -> p.shapes.stream()).toList(), 0);
  }

  public Weight plus(double value) {
    return new Weight(names, shapes, value);
  }
}
