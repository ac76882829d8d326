package pva.stats;

import java.util.Arrays;

/**
 * A latent's activations on the rows of one group, zeros told apart from the rest: does it fire, and how strongly when it
 * does.
 *
 * @param rows rows of the group
 * @param mean over all rows, zeros included
 * @param std over all rows, ddof 1; NaN for a single row
 * @param values the activations above 0, ascending
 */
public record GroupSummary(int rows, double mean, double std, float[] values) {

  /** Rows on which the latent fires. */
  public int fired() {
    return values.length;
  }

  /** Share of rows on which it is silent. */
  public double shareZero() {
    return (double) (rows - values.length) / rows;
  }

  /** Quantile of the activations above 0, linear between neighbours (numpy's default); NaN where it never fires. */
  public double quantile(double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double at = share * (values.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (at - below) * ((double) values[above] - values[below]);
  }

  static GroupSummary of(ByLatent latents, int latent, Labels labels, boolean group) {
    TwoGroups g = TwoGroups.of(latents, latent, labels);
    float[] values = new float[group ? g.fired1() : g.fired0()];
    int n = 0;
    for (int i = latents.start()[latent]; i < latents.start()[latent + 1]; i++) {
      if (labels.correct()[latents.row()[i]] == group) {
        values[n++] = latents.value()[i];
      }
    }
    Arrays.sort(values);
    return group ? new GroupSummary(g.n1(), g.mean1(), g.std1(), values) : new GroupSummary(g.n0(), g.mean0(), g.std0(), values);
  }
}
