package pva.viz;

import java.util.List;
import java.util.Optional;

/**
 * Everything the report says, as plain values. Numbers stay numbers: the page formats them, and NaN (undefined, or not computed) is
 * never printed as one. All words are plain text; the page escapes them.
 *
 * @param title what the run is called
 * @param question one sentence for a reader who was not there: what was looked for, in what, on what
 * @param verdict the first lines of the page: what was found and how sure it is
 * @param layers each layer where the run looked at several, else empty; {@code fit} is then that of the best one
 * @param detection how well latent and baselines tell the rows apart that chose nothing; empty where every row chose
 * @param howSure paragraphs: tests, corrections, intervals, what selection on the same rows does to the scores
 * @param warnings what a reader must know before he believes the table; empty = none
 * @param figures the figures of the whole run, in the order shown
 * @param comparisons one figure a top latent, in rank order
 */
public record ReportModel(String title, String question, Verdict verdict, Asked asked, Data data, Fit fit, List<LayerRow> layers,
    Found found,
    Optional<Detection> detection, List<String> howSure, List<String> warnings, List<Figure> figures, List<Figure> comparisons, Run run) {
  public ReportModel {
    layers = List.copyOf(layers);
    howSure = List.copyOf(howSure);
    warnings = List.copyOf(warnings);
    figures = List.copyOf(figures);
    comparisons = List.copyOf(comparisons);
  }

  /** One sentence, and the paragraphs that make it honest. */
  public record Verdict(String headline, List<String> paragraphs) {
    public Verdict {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /**
   * What was asked.
   *
   * @param facts model, layer, position, dictionary, threshold, filter, ranking, as words
   * @param scriptName file name of the script
   * @param reproduce command lines, one a string
   */
  public record Asked(List<Fact> facts, String scriptName, String scriptText, List<String> reproduce) {
    public Asked {
      facts = List.copyOf(facts);
      reproduce = List.copyOf(reproduce);
    }
  }

  /** What it was asked of: the dataset's overview as words. */
  public record Data(List<Fact> facts) {
    public Data {
      facts = List.copyOf(facts);
    }
  }

  /** The rows that a table of latents describes: how many are correct, how many are not. */
  public record Groups(int correct, int incorrect) {
  }

  /**
   * Whether the dictionary is the right one for the tensor.
   *
   * @param tokens tokens measured
   * @param forced true when the run went on against the verdict
   */
  public record Fit(FitFigure values, long tokens, boolean forced) {
  }

  /**
   * One of several layers.
   *
   * @param best whether the first latent of the whole ranking is of this layer
   * @param dictionary what it is, in words
   * @param declaredL0 NaN = it declares none
   * @param kept latents that the filters kept
   * @param first the latent of this layer that ranks first among those kept; empty = none
   * @param cohensD of that latent, as are {@code low, high, auroc} and {@code pMaxT}; NaN = undefined
   */
  public record LayerRow(int layer, boolean best, String dictionary, boolean fits, double fvu, double l0, double declaredL0, int latents,
      int kept, Optional<LatentName> first, double cohensD, double low, double high, double auroc, double pMaxT) {
  }

  /**
   * What was found.
   *
   * @param rankedBy the ranking in words, such as {@code Cohen's d}
   * @param groups the rows that the latents are scored on
   * @param which which rows these are, in words
   * @param unfiltered the summary over all latents
   * @param filtered the summary with dropped latents scored 0; empty where no filter was asked for or rates are absent
   * @param top the top latents that the report stands for (after the filter where there is one)
   * @param topUnfiltered the top latents before the filter; empty where there was none
   */
  public record Found(String rankedBy, Groups groups, String which, Scores unfiltered, Optional<Scores> filtered, Optional<Filter> filter,
      List<LatentRow> top, List<LatentRow> topUnfiltered) {
    public Found {
      top = List.copyOf(top);
      topUnfiltered = List.copyOf(topUnfiltered);
    }
  }

  /** Summary of the separation scores of all latents; deviation with ddof 1. */
  public record Scores(int latents, double mean, double std, double max) {
  }

  /**
   * The filter on general text.
   *
   * @param share latents firing on more than this share of the tokens are dropped
   * @param tokens tokens counted
   * @param dropped latents dropped
   * @param absent why the rates are absent, in words; empty where the filter was applied
   */
  public record Filter(String name, double share, long tokens, int dropped, Optional<String> absent) {
  }

  /**
   * One latent of the table. {@code low} and {@code high} bound the 95 % interval of {@code cohensD}; frequencies are shares of the
   * group's rows; {@code pileRate} is the share of general-text tokens; {@code link} is a page about the latent. A column that is NaN in
   * every row is left out.
   */
  public record LatentRow(int rank, LatentName latent, double separation, double cohensD, double low, double high, double freqCorrect,
      double freqIncorrect, double meanCorrect, double meanIncorrect, double auroc, double welchP, double qBh, double pMaxT,
      double pileRate, boolean kept, Optional<String> link) {
  }

  /**
   * Detectors on the rows that chose nothing.
   *
   * @param rows which rows these are, in words
   * @param prevalence share of correct rows
   * @param allPositiveF1 F1 of calling every row correct
   * @param detectors the latent first
   * @param unseen the same on kinds of task that the choosing rows did not hold; empty where the kinds are not known
   * @param second the same on a second dataset; empty where there is none
   */
  public record Detection(String rows, double prevalence, double allPositiveF1, List<DetectorRow> detectors, List<DetectorRow> unseen,
      Optional<SecondDataset> second) {
    public Detection {
      detectors = List.copyOf(detectors);
      unseen = List.copyOf(unseen);
    }
  }

  /** Detectors as the first dataset chose them, on the rows of a second one; the fields are those of {@link Detection}. */
  public record SecondDataset(String rows, double prevalence, double allPositiveF1, List<DetectorRow> detectors) {
    public SecondDataset {
      detectors = List.copyOf(detectors);
    }
  }

  /** One detector of the table; {@code less} is the latent's AUROC less this one's. A column that is NaN in every row is left out. */
  public record DetectorRow(String name, String rule, Bounded auroc, Bounded less, Bounded averagePrecision, double f1, double mcc,
      double balancedAccuracy, double brier, double ece, double riskAtHalf, double selectAuroc) {
  }

  /** A figure with its 95 % interval; NaN = undefined, or not asked for. */
  public record Bounded(double value, double low, double high) {
  }

  /** The run itself: {@code outputs} are files with their SHA-256. */
  public record Run(List<Step> steps, List<Fact> environment, List<Output> outputs) {
    public Run {
      steps = List.copyOf(steps);
      environment = List.copyOf(environment);
      outputs = List.copyOf(outputs);
    }
  }

  /** A step: {@code cache} is {@code hit} or {@code miss}, {@code key} its content key. */
  public record Step(String name, String cache, double seconds, String key) {
  }

  /** A file of the run directory. */
  public record Output(String file, String sha256) {
  }
}
