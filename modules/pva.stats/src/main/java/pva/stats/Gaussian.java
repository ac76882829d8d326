package pva.stats;

import java.util.SplittableRandom;

/** Standard normal numbers from a splittable generator (Marsaglia's polar method): the same on every JDK. */
final class Gaussian {
  private Gaussian() {
  }

  static double next(SplittableRandom random) {
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
