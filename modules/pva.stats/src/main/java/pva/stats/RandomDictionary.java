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

  static Detector.Fitted fit(RankBy by, int width, double l0, long seed, Inputs inputs, SelectRows select) {
    Rule best = null;
    double most = 0;
    for (Map.Entry<Integer, Matrix> layer : inputs.residuals().entrySet()) {
      Standardised columns = Standardised.of(layer.getValue(), select.rows());
      double threshold = threshold(columns, width, l0, seed);
      for (int from = 0; from < width; from += BLOCK) {
        int to = Math.min(width, from + BLOCK);
        double[][] pre = preActivations(columns, from, to, seed);
        SparseMatrix.Builder latents = SparseMatrix.builder(to - from);
        for (double[] row : pre) {
          for (int j = 0; j < row.length; j++) {
            if (row[j] > threshold) {
              latents.add(j, (float) row[j]);
            }
          }
          latents.endRow();
        }
        LatentScores scores = Scoring.score(latents.build(), select.correct(), by.columns(), Kept.all(to - from), 1);
        int first = by.order(scores)[0];
        if (by.strength(scores, first) > most) {
          most = by.strength(scores, first);
          best = rule(layer.getKey(), columns, direction(from + first, seed, columns.mean().length), threshold,
              scores.value(Column.AUROC, first) >= 0.5 ? 1 : -1);
        }
      }
    }
    if (best == null) {
      throw Detector.noneFires(select);
    }
    return new Detector.Fitted(best, 2L * width * inputs.residuals().size());
  }

  /** The value that {@code l0} of {@code width} pre-activations of a row exceed on average, from the first latents. */
  private static double threshold(Standardised columns, int width, double l0, long seed) {
    double[] all = Arrays.stream(preActivations(columns, 0, Math.min(width, BLOCK), seed)).flatMapToDouble(Arrays::stream).sorted().toArray();
    return Math.max(0, Bootstrap.quantile(all, 1 - l0 / width));
  }

  private static double[][] preActivations(Standardised columns, int from, int to, long seed) {
    double[][] pre = new double[columns.x().length][to - from];
    for (int latent = from; latent < to; latent++) {
      double[] direction = direction(latent, seed, columns.mean().length);
      for (int i = 0; i < pre.length; i++) {
        pre[i][latent - from] = Cholesky.dot(direction, columns.x()[i], direction.length);
      }
    }
    return pre;
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
