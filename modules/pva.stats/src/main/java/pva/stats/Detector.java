package pva.stats;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * A way to tell correct rows from incorrect ones that has yet to be fitted: the best latent, a probe, a length. One detector
 * fits any split, so all of them are held against one another on the same report rows.
 */
public final class Detector {
  private final String name;
  private final Fit fit;

  /** Fits a rule on the rows given; {@code candidates} counts the rules it chose among. */
  @FunctionalInterface
  interface Fit {
    Fitted of(Inputs inputs, SelectRows select, TuneRows tune);
  }

  record Fitted(Rule rule, long candidates) {
  }

  Detector(String name, Fit fit) {
    this.name = Objects.requireNonNull(name);
    this.fit = fit;
  }

  public String name() {
    return name;
  }

  /** The same detector under another name. */
  public Detector named(String other) {
    return new Detector(other, fit);
  }

  Fitted fit(Inputs inputs, SelectRows select, TuneRows tune) {
    return fit.of(inputs, select, tune);
  }

  /**
   * The latent that ranks first on the select rows, over all layers of the inputs, with the sign it has there.
   *
   * @param kept by layer, the latents a filter kept; a layer that is missing keeps all
   */
  public static Detector bestLatent(RankBy by, Map<Integer, boolean[]> kept) {
    return new Detector("best latent", (inputs, select, tune) -> {
      requireSome("latents", inputs.latents().keySet());
      Fitted best = null;
      double most = 0;
      long candidates = 0;
      for (Map.Entry<Integer, SparseMatrix> layer : inputs.latents().entrySet()) {
        int latents = layer.getValue().cols();
        boolean[] allowed = kept.containsKey(layer.getKey()) ? kept.get(layer.getKey()) : Kept.all(latents);
        LatentScores scores = Scoring.score(SparseRows.of(layer.getValue(), select.rows()), select.correct(),
            by.columns(), allowed, 1);
        int first = by.order(scores, allowed)[0];
        candidates += 2L * Kept.count(allowed);
        double strength = by.strength(scores, first);
        if (strength > most) {
          most = strength;
          best = new Fitted(new LatentRule(layer.getKey(), first, scores.value(Column.AUROC, first) >= 0.5 ? 1 : -1), 0);
        }
      }
      if (best == null) {
        throw noneFires(select);
      }
      return new Fitted(best.rule(), candidates);
    });
  }

  /** One named latent, chosen elsewhere; the select rows give the sign only. */
  public static Detector latent(int layer, int latent) {
    return new Detector("latent " + latent, (inputs, select, tune) -> {
      if (!inputs.latents().containsKey(layer)) {
        throw PvaException.usage("PVA-STAT-007", "the inputs have no latents of layer " + layer + ", only of " + inputs.latents().keySet());
      }
      LatentRule higher = new LatentRule(layer, latent, 1);
      return new Fitted(new LatentRule(layer, latent, sign(higher, inputs, select)), 2);
    });
  }

  /**
   * A logistic regression on {@code k} latents, for the largest of {@code sizes} that does best on the tune rows. One size gives a
   * point of the curve over k (Gurnee et al. 2023).
   *
   * @param by what puts the latents in order, on the select rows
   * @param kept as in {@link #bestLatent}
   */
  public static Detector sparseProbe(RankBy by, Map<Integer, boolean[]> kept, int... sizes) {
    String name = sizes.length == 1 ? sizes[0] + "-sparse probe" : "sparse probe";
    return new Detector(name, (inputs, select, tune) -> {
      requireSome("latents", inputs.latents().keySet());
      return Probes.sparse(by, kept, sizes, inputs, select, tune);
    });
  }

  /** A logistic regression on the raw activations, standardised; its penalty by inner folds of the select rows. */
  public static Detector logistic() {
    return new Detector("logistic probe", (inputs, select, tune) -> {
      requireSome("residuals", inputs.residuals().keySet());
      return Probes.logistic(inputs, select, tune);
    });
  }

  /** Mean activation of correct rows minus that of incorrect ones, as a direction (Marks and Tegmark 2023). */
  public static Detector differenceOfMeans() {
    return new Detector("difference of means", (inputs, select, tune) -> {
      requireSome("residuals", inputs.residuals().keySet());
      return Probes.differenceOfMeans(inputs, select, tune);
    });
  }

  /** The best on the select rows of so many random directions in the raw activations: what choosing among many gives by itself. */
  public static Detector randomDirections(int count, long seed) {
    return new Detector("random direction", (inputs, select, tune) -> {
      requireSome("residuals", inputs.residuals().keySet());
      return Probes.randomDirections(count, seed, inputs, select, tune);
    });
  }

  /** The best latent of dictionaries that were never trained, of the same width and L0 a layer, chosen as {@link #bestLatent} chooses. */
  public static Detector randomDictionary(RankBy by, Map<Integer, DictionarySize> sizes, long seed) {
    return new Detector("random dictionary", (inputs, select, tune) -> {
      requireSome("residuals", inputs.residuals().keySet());
      return RandomDictionary.fit(by, sizes, seed, inputs, select);
    });
  }

  /** Some numbers of the inputs together, in a logistic regression: what a detector that follows them has to beat. */
  public static Detector numbers(List<String> names) {
    return new Detector(String.join(" and ", names), (inputs, select, tune) -> {
      names.forEach(name -> requireHas(name, inputs.numbers().keySet()));
      return new Fitted(CombinedRule.fit(Optional.empty(), names, inputs, select), 1);
    });
  }

  /** This detector's score beside such numbers, in one logistic regression: held against {@link #numbers} it shows what the score adds. */
  public Detector beside(List<String> numbers) {
    return new Detector(String.join(" and ", numbers) + " and " + name, (inputs, select, tune) -> {
      numbers.forEach(number -> requireHas(number, inputs.numbers().keySet()));
      Fitted inner = fit(inputs, select, tune);
      return new Fitted(CombinedRule.fit(Optional.of(inner.rule()), numbers, inputs, select), inner.candidates());
    });
  }

  /**
   * This detector, blind to numbers that could explain it, for scores without many ties: raw activations lose what the numbers
   * explain of every dimension on the select rows, and so does the final score.
   */
  public Detector residualised(List<String> numbers) {
    return new Detector(name + " without " + String.join(", ", numbers), (inputs, select, tune) -> {
      numbers.forEach(number -> requireHas(number, inputs.numbers().keySet()));
      Inputs without = inputs;
      Covariates covariates = Covariates.of(inputs, numbers, select.rows());
      for (Map.Entry<Integer, Matrix> layer : inputs.residuals().entrySet()) {
        without = without.withResiduals(layer.getKey(), covariates.residualise(layer.getValue()));
      }
      Fitted inner = fit(without, select, tune);
      return new Fitted(AdjustedRule.fit(inner.rule(), numbers, inputs, select), inner.candidates());
    });
  }

  /** A number of the inputs, such as the prompt's length; the select rows give the sign. */
  public static Detector number(String name) {
    return new Detector(name, (inputs, select, tune) -> {
      requireHas(name, inputs.numbers().keySet());
      return new Fitted(new NumberRule(name, sign(new NumberRule(name, 1), inputs, select)), 2);
    });
  }

  /** What the kind of task alone tells: its success rate on the select rows. */
  public static Detector category(String name) {
    return new Detector(name, (inputs, select, tune) -> {
      requireHas(name, inputs.categories().keySet());
      return new Fitted(CategoryRule.fit(name, inputs.categories().get(name), select), 1);
    });
  }

  static PvaException noneFires(SelectRows select) {
    return PvaException.failed("PVA-STAT-008", "no latent differs on the " + select.size() + " select rows, so none can be chosen")
        .help("lower the threshold or the filter, or take another layer");
  }

  private static int sign(RowScores rule, Inputs inputs, Rows rows) {
    return RocArea.of(TieBlocks.of(rule.scores(inputs, rows.rows()), Labels.of(rows.correct()))).auroc() >= 0.5 ? 1 : -1;
  }

  private static void requireHas(String name, Set<String> known) {
    if (!known.contains(name)) {
      throw PvaException.usage("PVA-STAT-007", "the inputs have no " + name + ", only " + known);
    }
  }

  private static void requireSome(String what, Set<Integer> layers) {
    if (layers.isEmpty()) {
      throw PvaException.usage("PVA-STAT-007", "the inputs have no " + what);
    }
  }
}
