package pva.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A line of the table: the dictionaries of one model, hook and width, over layers. Lists are empty where nothing is known. */
record ReleaseLine(String model, String hook, String architecture, String width, String repository, String folder, String neuronpedia,
    String layerText, List<Integer> layers, List<Integer> l0, List<Double> factors) {
  private static final String ANY = "*";

  static ReleaseLine parse(String line) {
    String[] f = line.split("\t", -1);
    List<Integer> layers = new ArrayList<>();
    for (String range : f[7].equals(ANY) ? new String[0] : f[7].split(",")) {
      String[] ends = range.split("-");
      for (int layer = Integer.parseInt(ends[0]); layer <= Integer.parseInt(ends[ends.length - 1]); layer++) {
        layers.add(layer);
      }
    }
    List<Integer> l0 = new ArrayList<>();
    for (String n : f[8].isEmpty() ? new String[0] : f[8].split(",")) {
      l0.add(Integer.parseInt(n));
    }
    List<Double> factors = new ArrayList<>();
    for (String n : f[9].isEmpty() ? new String[0] : f[9].split(",", -1)) {
      factors.add(n.isEmpty() ? Double.NaN : Double.parseDouble(n));
    }
    return new ReleaseLine(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], layers, l0, factors);
  }

  /** The hook within its block. */
  String site() {
    return hook.substring("blocks.{L}.".length());
  }

  boolean fits(int layer, OptionalInt wanted) {
    boolean wide = wanted.isEmpty() || width.equals(ANY) || width.equals(String.valueOf(wanted.getAsInt()));
    return wide && layer >= 0 && (layers.isEmpty() || layers.contains(layer));
  }

  Release release(int layer, OptionalInt wanted) {
    int at = layers.indexOf(layer);
    OptionalInt number = l0.isEmpty() ? OptionalInt.empty() : OptionalInt.of(l0.get(l0.size() == 1 ? 0 : at));
    OptionalDouble factor = factors.isEmpty() || factors.get(at).isNaN() ? OptionalDouble.empty() : OptionalDouble.of(factors.get(at));
    OptionalInt latents = width.isEmpty() || width.equals(ANY) ? wanted : OptionalInt.of(Integer.parseInt(width));
    List<String> notes = new ArrayList<>();
    if (layers.isEmpty()) {
      notes.add("which layers " + (width.equals(ANY) ? "and widths " : "") + "there are is not known here"
          + (width.equals(ANY) ? ", and of its L0 (small, medium, big) medium is taken" : ""));
    }
    if (wanted.isEmpty() && latents.isPresent()) {
      notes.add("no width is asked for: " + latents.getAsInt() + " is taken");
    }
    String place = folder.replace("{L}", String.valueOf(layer)).replace("{W}", label(wanted.orElse(16384)))
        .replace("{N}", number.isPresent() ? String.valueOf(number.getAsInt()) : "");
    return new Release(model, hook.replace("{L}", String.valueOf(layer)), architecture, layer, latents, repository, place, number,
        neuronpedia.isEmpty() ? Optional.empty() : Optional.of(neuronpedia.replace("{L}", String.valueOf(layer))), factor, notes);
  }

  /** The dictionary that lies in this folder. */
  Optional<Release> at(String place) {
    return layers.stream().map(layer -> release(layer, OptionalInt.empty())).filter(r -> r.folder().equals(place)).findFirst();
  }

  /** {@code 16k} for 16384, {@code 1m} for 1048576. */
  static String label(int latents) {
    return latents >= 1 << 20 ? (latents >> 20) + "m" : latents / 1000 + "k";
  }

  /** As a person reads it. */
  String text() {
    String wide = width.isEmpty() || width.equals(ANY) ? "" : ", width " + width;
    return repository + " (" + architecture + ", " + site() + wide + (layers.isEmpty() ? "" : ", layers " + layerText) + ")";
  }
}
