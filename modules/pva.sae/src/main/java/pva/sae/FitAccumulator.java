package pva.sae;

import java.util.Arrays;
import pva.base.Progress;
import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Measures the fit of a dictionary over tokens in one pass, in float64: FVU = Σ‖x − x̂‖² / Σ‖x − x̄‖², the mean number of
 * latents above 0 by the dictionary's own rule, and the mean cosine of x and x̂.
 */
public final class FitAccumulator {
  private final Encoder encoder;
  private final double[] mean;
  private long tokens;
  private double spread;
  private double residual;
  private double active;
  private double cosines;

  /** Fails with PVA-SAE-013 for a transcoder, which rebuilds another tensor than the one it reads. */
  public FitAccumulator(Encoder encoder) {
    DictionaryInfo info = encoder.dictionary().info();
    if (info.dOut() != info.dIn() || info.architecture().contains("transcoder")) {
      throw PvaException.failed("PVA-SAE-013", "the fit of a " + info.architecture() + " cannot be measured on its input alone")
          .at(info.path());
    }
    this.encoder = encoder;
    this.mean = new double[info.dIn()];
  }

  /** Adds {@code n} tokens: x begins with n rows of dIn values. Special tokens stay out: the caller's choice. */
  public void add(float[] x, int n) {
    if (n == 0) {
      return;
    }
    int d = mean.length;
    float[] rows = x.length == n * d ? x : Arrays.copyOf(x, n * d);
    Matrix matrix = Matrix.of(rows, d);
    SparseMatrix latents = encoder.encode(matrix, 0f, Progress.NONE);
    float[] rebuilt = new float[n * d];
    encoder.decode(latents, matrix).read(0, n, rebuilt, 0);
    active += latents.values().length;
    for (int r = 0; r < n; r++) {
      compare(rows, rebuilt, r * d);
    }
    merge(rows, n);
  }

  private void compare(float[] x, float[] y, int at) {
    double apart = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = at; i < at + mean.length; i++) {
      double difference = (double) x[i] - y[i];
      apart += difference * difference;
      xx += (double) x[i] * x[i];
      yy += (double) y[i] * y[i];
      xy += (double) x[i] * y[i];
    }
    residual += apart;
    cosines += xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }

  /** Adds the spread around the batch's own mean, and that of the two means (Chan's update), so that nothing cancels. */
  private void merge(float[] x, int n) {
    int d = mean.length;
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int r = 0; r < n; r++) {
        sum += x[r * d + i];
      }
      double own = sum / n;
      for (int r = 0; r < n; r++) {
        spread += (x[r * d + i] - own) * (x[r * d + i] - own);
      }
      double apart = own - mean[i];
      spread += apart * apart * ((double) tokens * n / (tokens + n));
      mean[i] += apart * n / (tokens + n);
    }
    tokens += n;
  }

  /** The figures so far; fails with PVA-SAE-014 where there were no tokens or all were the same. */
  public Fit.At result() {
    if (spread == 0) {
      throw PvaException.failed("PVA-SAE-014", "the fit cannot be measured: " + tokens + " tokens, all alike")
          .at(encoder.dictionary().info().path());
    }
    return new Fit.At(tokens, residual / spread, active / tokens, cosines / tokens);
  }
}
