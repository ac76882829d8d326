package pva.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pva.base.PvaException;

/** One place of one block, such as {@code blocks.4.hook_resid_post}; in the order in which a model comes by. */
public record Hook(int layer, HookPoint point) implements Comparable<Hook> {
  private static final Pattern NAME = Pattern.compile("blocks\\.(\\d{1,5})\\.(.+)");

  /** Reads TransformerLens' name. Fails with PVA-MODEL-016. */
  public static Hook parse(String name) {
    Matcher m = NAME.matcher(name);
    return (m.matches() ? HookPoint.of(m.group(2)) : Optional.<HookPoint>empty())
        .map(point -> new Hook(Integer.parseInt(m.group(1)), point))
        .orElseThrow(() -> refused(name));
  }

  private static PvaException refused(String name) {
    String names = Arrays.stream(HookPoint.values()).map(p -> "blocks.L." + p.word()).collect(Collectors.joining(", "));
    return PvaException.usage("PVA-MODEL-016", "`" + name + "` is not a hook that can be read").word("hook")
        .help("hooks of layer L: " + names);
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
