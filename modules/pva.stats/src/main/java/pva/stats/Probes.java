package pva.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/** Fits the probes of {@link Detector}: on each layer from the select rows, the layer by how well it does on the tune rows. */
final class Probes {

  private Probes() {
  }

  /** A rule of one layer, and how well it does where no tune rows say so. */
  private record Layered(Rule rule, double auroc) {
  }

  @FunctionalInterface
  private interface LayerFit {
    Layered of(int layer);
  }

  static Detector.Fitted logistic(Inputs inputs, SelectRows select, TuneRows tune) {
    return bestLayer(inputs.residuals().keySet(), inputs, tune, layer -> {
      Standardised columns = Standardised.of(inputs.residuals().get(layer), select.rows());
      PenaltyChoice choice = PenaltyChoice.of(columns.x(), select);
      double[] raw = columns.raw(choice.fit());
      return new Layered(new LinearRule("logistic probe", layer, Arrays.copyOf(raw, raw.length - 1), raw[raw.length - 1]), choice.auroc());
    });
  }

  static Detector.Fitted differenceOfMeans(Inputs inputs, SelectRows select, TuneRows tune) {
    return bestLayer(inputs.residuals().keySet(), inputs, tune, layer -> {
      double[] direction = difference(inputs.residuals().get(layer), select);
      LinearRule rule = new LinearRule("difference of means", layer, direction, 0);
      return new Layered(rule, auroc(rule, inputs, select));
    });
  }

  /** Rows weighed by 1 / n of their kind, incorrect ones taken off. */
  private static double[] difference(Matrix matrix, SelectRows select) {
    boolean[] correct = select.correct();
    double n1 = select.positives();
    double n0 = select.size() - n1;
    double[] weights = new double[correct.length];
    Arrays.setAll(weights, i -> correct[i] ? 1 / n1 : -1 / n0);
    try (Dense rows = Dense.of(Standardised.rows(matrix, select.rows()))) {
      return rows.transposedTimes(weights);
    }
  }

  static Detector.Fitted randomDirections(int count, long seed, Inputs inputs, SelectRows select, TuneRows tune) {
    Detector.Fitted best = null;
    double most = -1;
    for (Map.Entry<Integer, Matrix> layer : inputs.residuals().entrySet()) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int k = 0; k < count; k++) {
        double[] direction = new double[layer.getValue().cols()];
        Arrays.setAll(direction, j -> Gaussian.next(random));
        LinearRule rule = new LinearRule("random direction", layer.getKey(), direction, 0);
        double auroc = auroc(rule, inputs, select);
        if (Math.abs(auroc - 0.5) > most) {
          most = Math.abs(auroc - 0.5);
          double[] signed = Arrays.stream(direction).map(v -> auroc >= 0.5 ? v : -v).toArray();
          best = new Detector.Fitted(new LinearRule("random direction", layer.getKey(), signed, 0), 0);
        }
      }
    }
    return new Detector.Fitted(best.rule(), 2L * count * inputs.residuals().size());
  }

  /** The {@code k} latents of each layer that rank first on the select rows; k, like the layer, by how well it does on the tune rows. */
  static Detector.Fitted sparse(RankBy by, Map<Integer, boolean[]> kept, int[] sizes, Inputs inputs, SelectRows select, TuneRows tune) {
    return bestLayer(inputs.latents().keySet(), inputs, tune, layer -> {
      SparseMatrix matrix = inputs.latents().get(layer);
      boolean[] allowed = kept.containsKey(layer) ? kept.get(layer) : Kept.all(matrix.cols());
      LatentScores scores = Scoring.score(SparseRows.of(matrix, select.rows()), select.correct(), by.columns(), allowed, 1);
      int[] order = by.order(scores, allowed);
      int usable = (int) Arrays.stream(order).filter(j -> allowed[j] && by.strength(scores, j) > 0).count();
      Layered best = null;
      double most = -1;
      for (int size : sizes) {
        int k = Math.min(size, Math.max(1, usable));
        int[] chosen = Arrays.copyOf(order, k);
        Standardised columns = Standardised.of(matrix, select.rows(), chosen);
        PenaltyChoice choice = PenaltyChoice.of(columns.x(), select);
        double[] raw = columns.raw(choice.fit());
        SparseLinearRule rule = new SparseLinearRule(layer, chosen, Arrays.copyOf(raw, k), raw[k]);
        double auroc = onTune(rule, inputs, tune).orElse(choice.auroc());
        if (auroc > most) {
          most = auroc;
          best = new Layered(rule, choice.auroc());
        }
        if (k < size) {
          break;
        }
      }
      return best;
    });
  }

  private static Detector.Fitted bestLayer(Set<Integer> layers, Inputs inputs, TuneRows tune, LayerFit fit) {
    Rule best = null;
    double most = -1;
    for (int layer : layers) {
      Layered here = fit.of(layer);
      double auroc = onTune(here.rule(), inputs, tune).orElse(here.auroc());
      if (auroc > most) {
        most = auroc;
        best = here.rule();
      }
    }
    return new Detector.Fitted(best, layers.size());
  }

  private static OptionalDouble onTune(Rule rule, Inputs inputs, TuneRows tune) {
    return tune.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(auroc(rule, inputs, tune));
  }

  static double auroc(Rule rule, Inputs inputs, Rows rows) {
    return Placements.of(((RowScores) rule).scores(inputs, rows.rows()), rows.correct()).auroc();
  }
}
