package pva.model.family;

import java.util.List;

/**
 * Everything that a family knows of one model, once its config was read.
 *
 * @param embedding the token embedding, [vocabulary, hidden]
 * @param embeddingFactor what the embedding is multiplied with, after rounding to the type of the computation
 * @param inverseFrequencies of the rotary embedding: one angle a position for each pair of a head
 * @param blocks one for each layer, first to last
 * @param program the TorchScript text: methods {@code tables}, {@code block} and {@code last} as {@link Program} describes them
 */
public record Decoder(
    int hidden, int vocabulary, int maxPositions, Weight embedding, double embeddingFactor,
    float[] inverseFrequencies, List<Block> blocks, String program) {

  public Decoder {
    blocks = List.copyOf(blocks);
  }

  /**
   * One layer.
   *
   * @param weights in the order the program takes them
   * @param window how many tokens back attention sees, itself included; 0 = all
   */
  public record Block(List<Weight> weights, int window) {
    public Block {
      weights = List.copyOf(weights);
    }
  }
}
