package pva.model.family;

import pva.model.family.Weight.Size;

/**
 * The attention heads of a model.
 *
 * @param heads query heads
 * @param groups key and value heads; each serves {@code heads / groups} query heads
 * @param size numbers a head
 */
public record Heads(int heads, int groups, int size) {

  /** Where {@code head_dim} is absent, the heads share {@code hidden}. Fails with PVA-MODEL-005 where the numbers do not divide. */
  public static Heads of(Config config, int hidden) {
    int heads = config.count("num_attention_heads");
    if (!config.has("head_dim") && hidden % heads != 0) {
      throw config.unsupported("num_attention_heads", Integer.toString(heads), "a divisor of hidden_size " + hidden);
    }
    int groups = config.count("num_key_value_heads", heads);
    if (heads % groups != 0) {
      throw config.unsupported("num_key_value_heads", Integer.toString(groups), "a divisor of num_attention_heads " + heads);
    }
    return new Heads(heads, groups, config.count("head_dim", hidden / heads));
  }

  /** Query heads that one key and value head serves. */
  public int share() {
    return heads / groups;
  }

  /** Rows of the query weight. */
  public Size queries() {
    return Size.of("num_attention_heads x head_dim", (long) heads * size);
  }

  /** Rows of the key weight, and of the value weight. */
  public Size keys() {
    return Size.of("num_key_value_heads x head_dim", (long) groups * size);
  }
}
