package pva.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * What a dictionary that was never trained would give: unit Gaussian directions over the standardised residuals, one threshold
 * for all latents so that as many fire on a row as in the trained one, and the best latent chosen in the same way.
 */
final class RandomDictionary {
  private static final int BLOCK = 512;

  private RandomDictionary() {
  }

  private record Found(Rule rule, double strength) {
  }

  static Detector.Fitted fit(RankBy by, Map<Integer, DictionarySize> sizes, long seed, Inputs inputs, SelectRows select) {
    Found best = new Found(null, 0);
    long candidates = 0;
    for (Map.Entry<Integer, Matrix> layer : inputs.residuals().entrySet()) {
      DictionarySize size = sizes.get(layer.getKey());
      Found here = inLayer(by, size, seed, layer.getKey(), Standardised.of(layer.getValue(), select.rows()), select);
      best = here.strength > best.strength ? here : best;
      candidates += 2L * size.latents();
    }
    if (best.rule == null) {
      throw Detector.noneFires(select);
    }
    return new Detector.Fitted(best.rule, candidates);
  }

  private static Found inLayer(RankBy by, DictionarySize size, long seed, int layer, Standardised columns, SelectRows select) {
    Found best = new Found(null, 0);
    try (Dense rows = Dense.of(columns.x())) {
      int width = size.latents();
      double threshold = threshold(columns, rows, width, size.l0(), seed);
      for (int from = 0; from < width; from += BLOCK) {
        SparseMatrix latents = above(threshold, preActivations(columns, rows, from, Math.min(width, from + BLOCK), seed));
        LatentScores scores = Scoring.score(latents, select.correct(), by.columns(), Kept.all(latents.cols()), 1);
        int first = by.order(scores)[0];
        if (by.strength(scores, first) > best.strength) {
          double[] direction = direction(from + first, seed, columns.mean().length);
          best = new Found(rule(layer, columns, direction, threshold, scores.value(Column.AUROC, first) >= 0.5 ? 1 : -1),
              by.strength(scores, first));
        }
      }
    }
    return best;
  }

  private static SparseMatrix above(double threshold, double[][] pre) {
    SparseMatrix.Builder latents = SparseMatrix.builder(pre[0].length);
    for (double[] row : pre) {
      for (int j = 0; j < row.length; j++) {
        if (row[j] > threshold) {
          latents.add(j, (float) row[j]);
        }
      }
      latents.endRow();
    }
    return latents.build();
  }

  /** The value that {@code l0} of {@code width} pre-activations of a row exceed on average, from the first latents. */
  private static double threshold(Standardised columns, Dense rows, int width, double l0, long seed) {
    double[] all = Arrays.stream(preActivations(columns, rows, 0, Math.min(width, BLOCK), seed)).flatMapToDouble(Arrays::stream)
        .sorted().toArray();
    return Math.max(0, Bootstrap.quantile(all, 1 - l0 / width));
  }

  private static double[][] preActivations(Standardised columns, Dense rows, int from, int to, long seed) {
    double[][] directions = new double[to - from][];
    Arrays.setAll(directions, k -> direction(from + k, seed, columns.mean().length));
    try (Dense encoder = Dense.of(directions)) {
      return rows.timesTransposed(encoder);
    }
  }

  private static double[] direction(int latent, long seed, int d) {
    SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (latent + 1));
    double[] direction = new double[d];
    double square = 0;
    for (int j = 0; j < d; j++) {
      direction[j] = Gaussian.next(random);
      square += direction[j] * direction[j];
    }
    double norm = Math.sqrt(square);
    for (int j = 0; j < d; j++) {
      direction[j] /= norm;
    }
    return direction;
  }

  private static Rule rule(int layer, Standardised columns, double[] direction, double threshold, int sign) {
    double[] weights = new double[direction.length];
    double offset = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = direction[j] / columns.scale()[j];
      offset -= weights[j] * columns.mean()[j];
    }
    return new RandomLatentRule(layer, weights, offset, threshold, sign);
  }
}
