package pva.viz;

import java.util.List;

/**
 * What a figure of all latents shows: one point a latent.
 *
 * @param kind which two quantities
 * @param points in rank order; one whose x or y is NaN is counted and said, never drawn
 * @param line where a latent begins to count as found, on the vertical axis: a p-value in a volcano, an |t| in a landscape; NaN = nowhere
 * @param lineName what the line is, such as {@code family-wise p 0.05}
 * @param test the test behind the vertical axis, such as {@code Welch's t}
 */
public record CloudFigure(Kind kind, List<Point> points, double line, String lineName, String test) {
  public CloudFigure {
    points = List.copyOf(points);
  }

  /** Two quantities against each other. */
  public enum Kind {
    /** Cohen's d against the p-value of one latent alone. */
    VOLCANO,
    /** Difference of firing shares against t. */
    LANDSCAPE
  }

  /** What became of a latent. */
  public enum Standing {
    DROPPED, KEPT, FOUND
  }

  /** One latent; {@code y} is the p-value in a volcano. */
  public record Point(LatentName latent, double x, double y, Standing standing) {
    public Point(int latent, double x, double y, Standing standing) {
      this(LatentName.of(latent), x, y, standing);
    }
  }
}
