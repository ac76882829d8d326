package pva.model.family;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that a family knows of one model, once its config was read.
 *
 * @param maxPositions tokens a text the model was made for
 * @param attention numbers a token that the heads give together, before the output weight
 * @param parallel whether attention and feed-forward read the same stream, so that there is none between them
 * @param program the TorchScript text that {@link Program} makes
 */
public record Decoder(
    int hidden, int vocabulary, int maxPositions, int attention, boolean parallel, Embedding embedding, List<Block> blocks, Head head,
    String program) {

  public Decoder {
    blocks = List.copyOf(blocks);
  }

  /**
   * What a token enters with.
   *
   * @param tokens [vocabulary, hidden]
   * @param factor what it is multiplied with, after rounding to the type of the computation
   * @param positions learned, [maxPositions, hidden], added before the factor
   */
  public record Embedding(Weight tokens, double factor, Optional<Weight> positions) {
    public static Embedding of(Weight tokens, double factor) {
      return new Embedding(tokens, factor, Optional.empty());
    }
  }

  /**
   * One layer.
   *
   * @param weights in the order the program takes them
   * @param window how many tokens back attention sees, itself included; 0 = all
   * @param turns the rotary embedding: the angle that one position turns each pair of a head by; none = no rotary embedding
   */
  public record Block(List<Weight> weights, int window, float[] turns) {
    public Block {
      weights = List.copyOf(weights);
    }
  }

  /**
   * From the stream after the last layer to the logits.
   *
   * @param weights the final norm, then [vocabulary, hidden]
   * @param cap the logits are {@code cap * tanh(logits / cap)}; 0 = as they are
   */
  public record Head(List<Weight> weights, double cap) {
    public Head {
      weights = List.copyOf(weights);
    }

    /** The rows of the embedding serve as head where {@code tie_word_embeddings} says so. */
    public static Head of(Config config, boolean tied, Weight embedding, String untied, Weight... norm) {
      Weight rows = config.flag("tie_word_embeddings", tied) ? embedding : new Weight(List.of(untied), embedding.shapes(), List.of());
      double cap = config.positive("final_logit_softcapping", 0);
      return new Head(Stream.concat(Stream.of(norm), Stream.of(rows)).toList(), cap);
    }
  }
}
