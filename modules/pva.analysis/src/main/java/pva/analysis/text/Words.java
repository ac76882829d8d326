package pva.analysis.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pva.model.Hook;
import pva.model.HookPoint;
import pva.stats.RankBy;

/** Numbers and names as a reader of the report meets them. */
public final class Words {
  private Words() {
  }

  /** Three significant digits. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "undefined";
    }
    if (value == 0) {
      return "0";
    }
    int decimals = (int) Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(Math.abs(value)))));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A whole number, its thousands apart. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A share that somebody set, with the digits he set: 0.02 is {@code 2 %}. */
  public static String share(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  public static String percent(double share) {
    return number(100 * share) + " %";
  }

  /** A tensor of the model, as a reader of the report calls it. */
  public static String tensor(Hook hook) {
    return tensor(hook.point(), "block " + hook.layer(), " (" + hook + ")");
  }

  /** Tensors of one point or several, each as a reader of the report calls it. */
  public static String tensors(List<Hook> hooks) {
    Set<HookPoint> points = hooks.stream().map(Hook::point).collect(Collectors.toCollection(TreeSet::new));
    return hooks.size() == 1 ? tensor(hooks.get(0)) : points.stream().map(point -> tensor(point, "blocks "
        + layers(hooks.stream().filter(h -> h.point() == point).map(Hook::layer).toList()), "")).collect(Collectors.joining("; "));
  }

  private static String tensor(HookPoint point, String blocks, String name) {
    return switch (point) {
      case RESID_POST -> "residual stream after " + blocks;
      case RESID_PRE -> "residual stream before " + blocks;
      case RESID_MID -> "residual stream between attention and feed-forward of " + blocks;
      case Z -> "output of the attention heads of " + blocks + ", side by side" + name;
      case ATTN_OUT -> "what attention of " + blocks + " adds to the residual stream" + name;
      case MLP_OUT -> "what the feed-forward of " + blocks + " adds to the residual stream" + name;
    };
  }

  /** Numbers of layers, ascending: {@code 4 and 5}, {@code 0 to 25}, {@code 3, 5 and 9}. */
  public static String layers(List<Integer> layers) {
    int n = layers.size();
    if (n > 2 && layers.get(n - 1) - layers.get(0) == n - 1) {
      return layers.get(0) + " to " + layers.get(n - 1);
    }
    String first = layers.subList(0, n - 1).stream().map(String::valueOf).collect(Collectors.joining(", "));
    return first + (n > 1 ? " and " : "") + layers.get(n - 1);
  }

  /** The form of the ranking in a script. */
  public static String name(RankBy by) {
    return switch (by) {
      case COHENS_D -> "cohensD";
      case FREQUENCY_DIFFERENCE -> "frequencyDifference";
      case WELCH -> "welch";
      case AUROC -> "auroc";
    };
  }

  public static String axis(RankBy by) {
    return switch (by) {
      case COHENS_D -> "Cohen's d";
      case FREQUENCY_DIFFERENCE -> "difference of firing shares";
      case WELCH -> "Welch t";
      case AUROC -> "AUROC less 0.5";
    };
  }

  /** A value of the record; what is nested is written in a row. */
  public static String value(Object value) {
    return value instanceof Map<?, ?> map ? map.entrySet().stream().map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
  }
}
