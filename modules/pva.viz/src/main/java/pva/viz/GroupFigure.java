package pva.viz;

/**
 * What the comparison of the two groups at one latent shows.
 *
 * @param rank from 1
 * @param cohensD signed, positive = more active on correct rows; NaN = undefined
 * @param auroc area under the curve of this latent as a detector of correct rows; NaN = undefined
 */
public record GroupFigure(int rank, LatentName latent, double cohensD, double auroc, Sample correct, Sample incorrect) {
  public GroupFigure(int rank, int latent, double cohensD, double auroc, Sample correct, Sample incorrect) {
    this(rank, LatentName.of(latent), cohensD, auroc, correct, incorrect);
  }

  /**
   * One group.
   *
   * @param rows rows of the group, silent ones included
   * @param firing the activations above 0, in any order; the array is not copied
   */
  public record Sample(int rows, double[] firing) {
    public Sample {
      if (firing.length > rows) {
        throw new IllegalArgumentException(firing.length + " firing rows in a group of " + rows);
      }
    }
  }
}
