package pva.stats;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import pva.base.PvaException;
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
            Set.of(by.column(), Column.AUROC, Column.WELCH_P), allowed, 1);
        int first = by.order(scores, allowed)[0];
        candidates += 2L * Kept.count(allowed);
        double strength = by.strength(scores, first);
        if (strength > most) {
          most = strength;
          best = new Fitted(new LatentRule(layer.getKey(), first, scores.value(Column.AUROC, first) >= 0.5 ? 1 : -1), 0);
        }
      }
      if (best == null) {
        throw PvaException.failed("PVA-STAT-008", "no latent fires on the " + select.size() + " select rows, so none can be chosen")
            .help("lower the threshold or the filter, or take another layer");
      }
      return new Fitted(best.rule(), candidates);
    });
  }

  /** One named latent, chosen elsewhere; the select rows give the sign only. */
  public static Detector latent(int layer, int latent) {
    return new Detector("latent " + latent, (inputs, select, tune) -> {
      LatentRule higher = new LatentRule(layer, latent, 1);
      return new Fitted(new LatentRule(layer, latent, sign(higher, inputs, select)), 2);
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
