package pva.sae;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Judges whether a dictionary belongs to the layer it is applied at.
 *
 * <p>A wrong tensor raises nothing and often looks plausible (FVU 0.21 one layer off against 0.10 in place), so a limit alone
 * does not find it: the neighbours are measured too, and one that fits clearly better stops the run.
 */
public final class FitVerdict {
  /** A neighbour whose FVU is below this share of the layer's own fits clearly better. */
  static final double CLEARLY = 0.8;
  /** Above it, more than half of the variance is lost. */
  static final double MOST = 0.5;
  /** Measured over declared L0, and the reverse, stay below it. */
  static final double L0_FACTOR = 2;

  private final DictionaryInfo dictionary;
  private final int layer;
  private final Fit.At at;
  private final Optional<Fit.Neighbour> best;

  private FitVerdict(DictionaryInfo dictionary, int layer, Fit.At at, List<Fit.Neighbour> neighbours) {
    this.dictionary = dictionary;
    this.layer = layer;
    this.at = at;
    this.best = neighbours.stream().min(Comparator.comparingDouble((Fit.Neighbour n) -> n.at().fvu()));
  }

  /** @param neighbours the figures one layer below and above, where the model has them */
  public static Fit judge(DictionaryInfo dictionary, int layer, Fit.At at, List<Fit.Neighbour> neighbours) {
    Fit.Verdict verdict = new FitVerdict(dictionary, layer, at, neighbours).verdict();
    return new Fit(layer, at, neighbours, dictionary.declaredL0(), verdict);
  }

  private Fit.Verdict verdict() {
    List<String> faults = new ArrayList<>();
    OptionalInt better = betterLayer();
    better.ifPresent(l -> faults.add(elsewhere(l)));
    if (at.fvu() > MOST) {
      faults.add(text("FVU is %.3f: more than half of the variance is lost%s", at.fvu(), better.isPresent() ? ""
          : "; another model, tensor or normalisation is likely"));
    }
    OptionalDouble declared = dictionary.declaredL0();
    if (declared.isPresent() && far(declared.getAsDouble())) {
      faults.add(text("%.1f latents are active on a token where its publisher declares %.0f", at.l0(), declared.getAsDouble()));
    }
    if (!faults.isEmpty()) {
      return new Fit.Verdict(false, text("the dictionary does not fit layer %d: ", layer) + String.join("; ", faults), better);
    }
    String l0 = declared.isPresent() ? text("%.1f (declared %.0f)", at.l0(), declared.getAsDouble()) : text("%.1f", at.l0());
    String next = best.isPresent() ? text("; layer %d would give FVU %.3f", best.get().layer(), best.get().at().fvu()) : "";
    String message = text("the dictionary fits layer %d: FVU %.3f, L0 %s, cosine %.3f%s", layer, at.fvu(), l0, at.cosine(), next);
    return new Fit.Verdict(true, message, OptionalInt.empty());
  }

  /** The measured neighbour that fits clearly better, or the layer the dictionary names where that was not measured. */
  private OptionalInt betterLayer() {
    OptionalInt named = dictionary.residualAfter();
    boolean neighbour = best.isPresent() && best.get().at().fvu() < CLEARLY * at.fvu();
    boolean elsewhere = named.isPresent() && Math.abs(named.getAsInt() - layer) > 1;
    if (elsewhere && (neighbour || at.fvu() > MOST)) {
      return named;
    }
    return neighbour ? OptionalInt.of(best.get().layer()) : OptionalInt.empty();
  }

  private String elsewhere(int better) {
    if (best.isPresent() && best.get().layer() == better) {
      return text("the layer that fits is %d (FVU %.3f there, %.3f here)", better, best.get().at().fvu(), at.fvu());
    }
    return text("the layer that fits is %d, which the dictionary itself names (FVU %.3f here)", better, at.fvu());
  }

  private boolean far(double declared) {
    return declared > 0 && (at.l0() > L0_FACTOR * declared || at.l0() < declared / L0_FACTOR);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
