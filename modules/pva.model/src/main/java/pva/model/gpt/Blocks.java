package pva.model.gpt;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pva.model.family.Heads;
import pva.model.family.Program;
import pva.model.family.Weight;

/** What GPT-2 and GPT-NeoX share: layer norms, a bias on everything, a feed-forward without gate. */
final class Blocks {
  private Blocks() {
  }

  /**
   * The weights of a block, then their biases.
   *
   * @param pairs weight and bias of: first norm, query+key+value, output, second norm, up, down
   */
  static List<Weight> weights(Weight... pairs) {
    List<Weight> all = List.of(pairs);
    return Stream.concat(
        Stream.iterate(0, i -> i + 2).limit(all.size() / 2).map(all::get),
        Stream.iterate(1, i -> i + 2).limit(all.size() / 2).map(all::get)).toList();
  }

  static String program(Heads heads, long hidden, double eps, String gelu, boolean parallel) {
    return Program.of(Blocks.class, heads.constants(Map.of(
        "hidden", hidden, "eps", eps, "bias", 7, "act", "gelu", "gelu", gelu, "parallel", parallel)), "attention", "block");
  }
}
