package pva.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Latents that are as often and as strongly active as a given one: controls that differ from it in what they stand for alone.
 *
 * <p>Near is what differs little in the logarithms of firing frequency and of mean activation where firing, each in units of
 * its standard deviation over all candidates. A latent that never fires matches nothing.
 */
public final class Matching {
  private final double[] frequency;
  private final double[] activation;

  private Matching(double[] frequency, double[] activation) {
    this.frequency = frequency;
    this.activation = activation;
  }

  /**
   * @param firing on how many tokens each latent fires
   * @param sums the sum of each latent's activations over them
   * @param tokens how many tokens were looked at
   */
  public static Matching of(long[] firing, double[] sums, long tokens) {
    if (firing.length != sums.length) {
      throw new IllegalArgumentException(firing.length + " counts, " + sums.length + " sums");
    }
    double[] frequency = new double[firing.length];
    double[] activation = new double[firing.length];
    for (int j = 0; j < firing.length; j++) {
      frequency[j] = (double) firing[j] / tokens;
      activation[j] = firing[j] == 0 ? 0 : sums[j] / firing[j];
    }
    return new Matching(frequency, activation);
  }

  /** Share of the tokens on which a latent fires. */
  public double frequency(int latent) {
    return frequency[latent];
  }

  /** Its mean activation where it fires; 0 where it never does. */
  public double activation(int latent) {
    return activation[latent];
  }

  /** The nearest other latents that fire, nearest first, fewer where there are not so many; equally near ones by their index. */
  public int[] nearest(int latent, int wanted, IntPredicate candidate) {
    if (frequency[latent] == 0) {
      return new int[0];
    }
    int[] others = IntStream.range(0, frequency.length).filter(j -> j != latent && frequency[j] > 0 && activation[j] > 0)
        .filter(candidate).toArray();
    double often = deviation(others, frequency);
    double strong = deviation(others, activation);
    double[] distance = new double[frequency.length];
    for (int j : others) {
      distance[j] = Math.hypot(StrictMath.log(frequency[j] / frequency[latent]) / often,
          StrictMath.log(activation[j] / activation[latent]) / strong);
    }
    return Arrays.stream(others).boxed().sorted(Comparator.comparingDouble((Integer j) -> distance[j])).limit(wanted)
        .mapToInt(Integer::intValue).toArray();
  }

  /** Standard deviation of the logarithms; 1 where they do not vary. */
  private static double deviation(int[] latents, double[] values) {
    double mean = Arrays.stream(latents).mapToDouble(j -> StrictMath.log(values[j])).average().orElse(0);
    double square = Arrays.stream(latents).mapToDouble(j -> Math.pow(StrictMath.log(values[j]) - mean, 2)).average().orElse(0);
    return square > 0 ? Math.sqrt(square) : 1;
  }
}
