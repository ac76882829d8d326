package pva.model.family;

import java.util.HashMap;
import java.util.Map;
import pva.model.family.Weight.Size;

/**
 * The attention heads of a model.
 *
 * @param heads query heads
 * @param groups key and value heads; each serves {@code heads / groups} query heads
 * @param size numbers a head
 */
public record Heads(int heads, int groups, int size) {

  /**
   * Where {@code head_dim} is absent, the heads share {@code hidden}. Fails with PVA-MODEL-005 where numbers do not divide or
   * heads cannot be halved.
   */
  public static Heads of(Config config, int hidden) {
    int size = config.has("head_dim") ? config.count("head_dim") : equal(config, "num_attention_heads", "hidden_size", hidden).size;
    if (size % 2 != 0) {
      throw config.unsupported("head_dim", Integer.toString(size), "an even number");
    }
    int heads = config.count("num_attention_heads");
    int groups = config.count("num_key_value_heads", heads);
    if (heads % groups != 0) {
      throw config.unsupported("num_key_value_heads", Integer.toString(groups), "a divisor of num_attention_heads " + heads);
    }
    return new Heads(heads, groups, size);
  }

  /** As many key and value heads as query heads, which share {@code hidden}. */
  public static Heads equal(Config config, String key, String hiddenKey, int hidden) {
    int heads = config.count(key);
    if (hidden % heads != 0) {
      throw config.unsupported(key, Integer.toString(heads), "a divisor of " + hiddenKey + " " + hidden);
    }
    return new Heads(heads, heads, hidden / heads);
  }

  /** Query heads that one key and value head serves. */
  public int share() {
    return heads / groups;
  }

  /** Numbers a token that all query heads give. */
  public int width() {
    return heads * size;
  }

  /** Rows of the query weight. */
  public Size queries() {
    return Size.of("num_attention_heads x head_dim", (long) heads * size);
  }

  /** Rows of the key weight, and of the value weight. */
  public Size keys() {
    return Size.of("num_key_value_heads x head_dim", (long) groups * size);
  }

  /** The constants of a {@link Program} with these heads, without biases and norms of heads, and those given. */
  public Map<String, Object> constants(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(Map.of("heads", heads, "groups", groups, "share", share(), "size", size,
        "scale", 1 / Math.sqrt(size), "cap", 0.0, "bias", -1, "qk_norm", -1, "parallel", false));
    all.putAll(more);
    return all;
  }
}
