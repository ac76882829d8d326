package pva.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the table: the dictionaries of one model, hook and width, over layers.
 *
 * @param width empty where only the files say it
 * @param layers in the numbering of the hook
 * @param l0 one for all layers, or one for each; empty where none is known
 * @param factors one for each layer; empty where none is needed
 */
record ReleaseLine(String model, String hook, String architecture, String format, OptionalInt width, String repository, String folder,
    String neuronpedia, String layerText, List<Integer> layers, List<Integer> l0, List<Double> factors) {
  static final String RESID_POST = "hook_resid_post";
  private static final String RESID_PRE = "hook_resid_pre";
  private static final Pattern WORD_FOR_L0 = Pattern.compile("_l0_(medium|big)$");

  static ReleaseLine parse(String line) {
    String[] f = line.split("\t", -1);
    List<Integer> layers = new ArrayList<>();
    for (String range : f[8].split(",")) {
      String[] ends = range.split("-");
      for (int layer = Integer.parseInt(ends[0]); layer <= Integer.parseInt(ends[ends.length - 1]); layer++) {
        layers.add(layer);
      }
    }
    List<Integer> l0 = new ArrayList<>();
    for (String n : f[9].isEmpty() ? new String[0] : f[9].split(",")) {
      l0.add(Integer.parseInt(n));
    }
    List<Double> factors = new ArrayList<>();
    for (String n : f[10].isEmpty() ? new String[0] : f[10].split(",", -1)) {
      factors.add(n.isEmpty() ? Double.NaN : Double.parseDouble(n));
    }
    OptionalInt width = f[4].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(f[4]));
    return new ReleaseLine(f[0], f[1], f[2], f[3], width, f[5], f[6], f[7], f[8], layers, l0, factors);
  }

  /** The hook within its block. */
  String site() {
    return hook.substring("blocks.{L}.".length());
  }

  /** Whether it reads the residual stream, after a block or before the next one. */
  boolean residual() {
    return site().equals(RESID_POST) || site().equals(RESID_PRE);
  }

  /** A layer of a script in the numbering of the hook: the stream after a block is the one before the next. */
  private int own(int layer) {
    return site().equals(RESID_PRE) ? layer + 1 : layer;
  }

  boolean fits(DictionaryWish wish) {
    boolean wide = wish.width().isEmpty() || width.isEmpty() || width.getAsInt() == wish.width().getAsInt();
    boolean sparse = wish.l0().isEmpty() || l0.size() != 1 || folder.contains("{N}") || l0.get(0) == wish.l0().getAsInt();
    boolean read = wish.format().map(f -> f.startsWith(format) || format.startsWith(f)).orElse(true);
    return wide && sparse && read && wish.architecture().map(architecture::equals).orElse(true) && wish.layer().isPresent()
        && layers.contains(own(wish.layer().getAsInt()));
  }

  /** The dictionary of the layer that is wished for, which must fit. */
  Release release(DictionaryWish wish) {
    List<String> notes = new ArrayList<>();
    if (wish.width().isEmpty() && width.isPresent()) {
      notes.add("no width is asked for: " + width.getAsInt() + " is taken");
    }
    Matcher word = WORD_FOR_L0.matcher(folder);
    if (word.find()) {
      notes.add("its L0 is published as small, medium or big: " + word.group(1) + " is taken");
    }
    return release(own(wish.layer().getAsInt()), folder.contains("{N}") ? wish.l0() : OptionalInt.empty(), notes);
  }

  private Release release(int own, OptionalInt wanted, List<String> notes) {
    int at = layers.indexOf(own);
    OptionalInt canonical = l0.isEmpty() ? OptionalInt.empty() : OptionalInt.of(l0.get(l0.size() == 1 ? 0 : at));
    OptionalInt number = wanted.isPresent() ? wanted : canonical;
    OptionalDouble factor = factors.isEmpty() || factors.get(at).isNaN() ? OptionalDouble.empty() : OptionalDouble.of(factors.get(at));
    String place = folder.replace("{L}", String.valueOf(own)).replace("{N}", number.isPresent() ? String.valueOf(number.getAsInt()) : "");
    boolean linked = !neuronpedia.isEmpty() && number.equals(canonical);
    return new Release(model, hook.replace("{L}", String.valueOf(own)), architecture, own, width, repository, place, number,
        linked ? Optional.of(neuronpedia.replace("{L}", String.valueOf(own))) : Optional.empty(), factor, notes);
  }

  /** Every dictionary of the line, each with its canonical L0. */
  List<Release> all() {
    return layers.stream().map(layer -> release(layer, OptionalInt.empty(), List.of())).toList();
  }

  /** {@code 16k} for 16384, {@code 1m} for 1048576. */
  static String label(int latents) {
    return latents >= 1 << 20 ? (latents >> 20) + "m" : latents >= 1000 && latents % 1024 == 0 ? latents / 1000 + "k"
        : String.valueOf(latents);
  }

  /** As a person reads it. */
  String text() {
    return repository + " (" + architecture + ", " + site() + (width.isPresent() ? ", width " + width.getAsInt() : "") + ", layers "
        + layerText + ")";
  }
}
