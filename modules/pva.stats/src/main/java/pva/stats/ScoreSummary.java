package pva.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The notebook's summary of a score over all latents.
 *
 * @param topIndices the latents with the highest scores, highest first, ties by lower index
 * @param topScores their scores
 * @param totalDimensions number of latents
 * @param mean mean over all latents
 * @param std standard deviation over all latents, ddof 1
 * @param max the highest score
 */
public record ScoreSummary(List<Integer> topIndices, List<Double> topScores, int totalDimensions, double mean, double std, double max) {

  public ScoreSummary {
    topIndices = List.copyOf(topIndices);
    topScores = List.copyOf(topScores);
  }

  /** Of all latents; {@code separation} has one value a latent, none NaN. */
  public static ScoreSummary of(double[] separation, int top) {
    int n = separation.length;
    List<Integer> indices = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    IntStream.range(0, n).boxed().sorted((a, b) -> Double.compare(separation[b], separation[a])).limit(top).forEach(i -> {
      indices.add(i);
      scores.add(separation[i]);
    });
    double mean = Arrays.stream(separation).sum() / n;
    double square = Arrays.stream(separation).map(s -> (s - mean) * (s - mean)).sum();
    return new ScoreSummary(indices, scores, n, mean, Math.sqrt(square / (n - 1)), Arrays.stream(separation).max().orElse(Double.NaN));
  }

  /** After a filter: latents that were not kept count as 0, as in the notebook. */
  public static ScoreSummary of(double[] separation, boolean[] kept, int top) {
    return of(IntStream.range(0, separation.length).mapToDouble(i -> kept[i] ? separation[i] : 0).toArray(), top);
  }
}
