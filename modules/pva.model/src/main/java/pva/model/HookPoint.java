package pva.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A place in a block where its values can be read, by the names of TransformerLens. */
public enum HookPoint {
  /** The residual stream before the block. */
  RESID_PRE("hook_resid_pre"),
  /** What the heads give, side by side, before the output weight. */
  Z("attn.hook_z"),
  /** What attention adds to the stream, after the norm behind it where the family has one. */
  ATTN_OUT("hook_attn_out"),
  /** The residual stream between attention and feed-forward; blocks where both read the same stream have none. */
  RESID_MID("hook_resid_mid"),
  /** What the feed-forward adds to the stream, after the norm behind it where the family has one. */
  MLP_OUT("hook_mlp_out"),
  /** The residual stream after the block. */
  RESID_POST("hook_resid_post");

  private final String word;

  HookPoint(String word) {
    this.word = word;
  }

  /** Such as {@code attn.hook_z}. */
  public String word() {
    return word;
  }

  /** As in the names of tensors in files: {@code resid_post}, {@code z}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its word ({@code hook_mlp_out}, {@code attn.hook_z}) or its key ({@code mlp_out}, {@code z}). */
  static Optional<HookPoint> of(String name) {
    return Arrays.stream(values()).filter(p -> p.word.equals(name) || p.key().equals(name)).findFirst();
  }
}
