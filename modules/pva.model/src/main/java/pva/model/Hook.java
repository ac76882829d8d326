package pva.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pva.base.PvaException;

/**
 * One place of one block, such as {@code blocks.4.hook_resid_post}; in the order in which a model comes by.
 *
 * @param layer the block, from 0; -1 stands for the last where a request says so
 */
public record Hook(int layer, HookPoint point) implements Comparable<Hook> {
  private static final Pattern NAME = Pattern.compile("blocks\\.(\\d{1,5})\\.(.+)");
  private static final Pattern TENSOR = Pattern.compile("([a-z_]+)\\.(\\d{1,5})");

  /** Reads TransformerLens' name. Fails with PVA-MODEL-016. */
  public static Hook parse(String name) {
    Matcher m = NAME.matcher(name);
    return (m.matches() ? HookPoint.of(m.group(2)).filter(p -> p.word().equals(m.group(2))) : Optional.<HookPoint>empty())
        .map(point -> new Hook(Integer.parseInt(m.group(1)), point))
        .orElseThrow(() -> refused(name));
  }

  /** The hook whose values a tensor of an extraction holds, by its name, such as {@code resid_post.4}; empty for any other name. */
  public static Optional<Hook> ofTensor(String name) {
    Matcher m = TENSOR.matcher(name);
    return m.matches() ? HookPoint.of(m.group(1)).map(point -> new Hook(Integer.parseInt(m.group(2)), point)) : Optional.empty();
  }

  /** The points of these layers. Fails with PVA-MODEL-016 where there is no point of this name, long or short. */
  public static List<Hook> of(String point, List<Integer> layers) {
    HookPoint at = HookPoint.of(point).orElseThrow(() -> refused(point));
    return layers.stream().map(layer -> new Hook(layer, at)).toList();
  }

  private static PvaException refused(String name) {
    String names = Arrays.stream(HookPoint.values()).map(p -> "blocks.L." + p.word()).collect(Collectors.joining(", "));
    return PvaException.usage("PVA-MODEL-016", "`" + name + "` is not a hook that can be read").word("hook")
        .help("hooks of layer L: " + names);
  }

  public static Hook residPost(int layer) {
    return new Hook(layer, HookPoint.RESID_POST);
  }

  /** The name of its tensor in a file: {@code resid_post.4}. */
  public String tensor() {
    return point.key() + "." + layer;
  }

  /** Whether both name the same values: the stream before a block is the stream after the one before it. */
  public boolean same(Hook other) {
    return after().equals(other.after());
  }

  private Hook after() {
    return point == HookPoint.RESID_PRE && layer > 0 ? residPost(layer - 1) : this;
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
