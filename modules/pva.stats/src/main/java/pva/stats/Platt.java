package pva.stats;

/**
 * A score made a probability: {@code 1 / (1 + exp(−(slope · score + offset)))}, by Platt's method (2000) with his softened
 * targets, fitted by Newton steps (Lin, Lin and Weng 2007). The slope is never negative: calibration must not turn a ranking round.
 */
record Platt(double slope, double offset) {

  static Platt fit(double[] scores, boolean[] correct) {
    int n1 = 0;
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      n1 += correct[i] ? 1 : 0;
      mean += scores[i] / scores.length;
    }
    double spread = 0;
    for (double s : scores) {
      spread += (s - mean) * (s - mean) / scores.length;
    }
    double scale = spread > 0 ? Math.sqrt(spread) : 1;
    double high = (n1 + 1.0) / (n1 + 2);
    double low = 1.0 / (scores.length - n1 + 2);
    double a = 0;
    double b = Math.log((n1 + 1.0) / (scores.length - n1 + 1));
    double loss = loss(scores, correct, mean, scale, a, b, high, low);
    for (int step = 0; step < 100; step++) {
      double ga = 0;
      double gb = 0;
      double haa = 1e-12;
      double hab = 0;
      double hbb = 1e-12;
      for (int i = 0; i < scores.length; i++) {
        double z = (scores[i] - mean) / scale;
        double p = sigmoid(a * z + b);
        double off = p - (correct[i] ? high : low);
        ga += off * z;
        gb += off;
        haa += p * (1 - p) * z * z;
        hab += p * (1 - p) * z;
        hbb += p * (1 - p);
      }
      double det = haa * hbb - hab * hab;
      double da = -(hbb * ga - hab * gb) / det;
      double db = -(haa * gb - hab * ga) / det;
      double length = 1;
      double next = loss(scores, correct, mean, scale, a + da, b + db, high, low);
      while (next > loss && length > 1e-10) {
        length /= 2;
        next = loss(scores, correct, mean, scale, a + length * da, b + length * db, high, low);
      }
      a += length * da;
      b += length * db;
      boolean still = Math.abs(loss - next) <= 1e-14 * Math.abs(loss);
      loss = next;
      if (still) {
        break;
      }
    }
    return a > 0 ? new Platt(a / scale, b - a * mean / scale) : new Platt(0, Math.log((double) n1 / (scores.length - n1)));
  }

  double probability(double score) {
    return sigmoid(slope * score + offset);
  }

  static double sigmoid(double z) {
    return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }

  private static double loss(double[] scores, boolean[] correct, double mean, double scale, double a, double b, double high, double low) {
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      double z = a * (scores[i] - mean) / scale + b;
      loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (correct[i] ? high : low) * z;
    }
    return loss;
  }
}
