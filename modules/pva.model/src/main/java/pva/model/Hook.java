package pva.model;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One place of one block, such as {@code blocks.4.hook_resid_post}; in the order in which a model comes by. */
public record Hook(int layer, HookPoint point) implements Comparable<Hook> {
  private static final Pattern NAME = Pattern.compile("blocks\\.(\\d{1,5})\\.(.+)");

  /** Reads TransformerLens' name. Fails with PVA-MODEL-016. */
  public static Hook parse(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? new Hook(Integer.parseInt(m.group(1)), HookPoint.of(m.group(2), name)) : new Hook(0, HookPoint.of(name, name));
  }

  public static Hook residPost(int layer) {
    return new Hook(layer, HookPoint.RESID_POST);
  }

  @Override
  public int compareTo(Hook other) {
    return Comparator.comparingInt(Hook::layer).thenComparing(Hook::point).compare(this, other);
  }

  @Override
  public String toString() {
    return "blocks." + layer + "." + point.word();
  }
}
