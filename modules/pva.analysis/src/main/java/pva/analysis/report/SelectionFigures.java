package pva.analysis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.RowTest;
import pva.analysis.step.ScoreResult;
import pva.analysis.text.Words;
import pva.sae.FiringRates;
import pva.stats.Column;
import pva.stats.GeneralText;
import pva.stats.Interval;
import pva.viz.CloudFigure;
import pva.viz.Figure;
import pva.viz.Figures;
import pva.viz.SensitivityFigure;

/** The figures of the selection: all latents twice, and what another threshold of the filter would have left. */
final class SelectionFigures {
  private static final double LEVEL = 0.05;
  private static final List<Double> SHARES = List.of(0.005, 0.01, 0.02, 0.05, 0.1);

  private final ScoreResult score;
  private final AnalysisSpec spec;

  private SelectionFigures(ScoreResult score, AnalysisSpec spec) {
    this.score = score;
    this.spec = spec;
  }

  static List<Figure> of(ScoreResult score, Optional<FiringRates> rates, AnalysisSpec spec) {
    SelectionFigures figures = new SelectionFigures(score, spec);
    List<Figure> all = new ArrayList<>();
    all.add(figures.volcano());
    all.add(figures.landscape());
    if (rates.isPresent() && spec.filter().isPresent()) {
      all.add(figures.sensitivity(rates.get(), spec.filter().get()));
    }
    return all;
  }

  /** Found are those whose adjusted p, by the correction that counts, is small enough; upwards stands the p that it adjusts. */
  private Figure volcano() {
    CorrectSpec correct = spec.statistics().correction();
    Column adjusted = correct.method().column();
    Column p = correct.method().familyWise() ? Column.WELCH_P : Column.TASK_P;
    double line = IntStream.range(0, score.latents()).filter(r -> score.value(adjusted, r) <= correct.level())
        .mapToDouble(r -> score.value(p, r)).max().orElse(Double.NaN);
    return Figures.cloud(new CloudFigure(CloudFigure.Kind.VOLCANO, points(Column.COHENS_D, p, adjusted, correct.level()), line,
        "the weakest found by " + correct.method().words() + " at " + correct.level(), correct.method().familyWise() ? RowTest.WELCH.words()
            : "permutations of whole tasks"));
  }

  private Figure landscape() {
    double line = Double.isInfinite(score.criticalT()) ? Double.NaN : score.criticalT();
    return Figures.cloud(new CloudFigure(CloudFigure.Kind.LANDSCAPE, points(Column.FREQ_DIFF, Column.WELCH_T, Column.P_MAXT, LEVEL), line,
        "what chance alone lifts the best |t| to once in twenty times (max-T)", "Welch's t"));
  }

  private List<CloudFigure.Point> points(Column x, Column y, Column adjusted, double level) {
    return IntStream.range(0, score.latents()).mapToObj(r -> new CloudFigure.Point(score.name(r), score.value(x, r), score.value(y, r),
        !score.kept(r) ? CloudFigure.Standing.DROPPED : score.value(adjusted, r) <= level ? CloudFigure.Standing.FOUND
            : CloudFigure.Standing.KEPT)).toList();
  }

  private Figure sensitivity(FiringRates rates, FilterSpec filter) {
    TreeSet<Double> shares = new TreeSet<>(SHARES);
    shares.add(filter.share());
    shares.add(1.0); // no filter
    List<Integer> ranked = IntStream.range(0, score.latents()).boxed().filter(r -> score.strength(spec.rank().by(), r) > 0)
        .sorted(Comparator.comparingDouble((Integer r) -> -score.strength(spec.rank().by(), r)).thenComparing(score::column)).toList();
    GeneralText text = new GeneralText(rates.count(), rates.tokens());
    int[] order = ranked.stream().mapToInt(score::column).toArray();
    List<SensitivityFigure.At> at = text.sensitivity(shares.stream().mapToDouble(Double::doubleValue).toArray(), order,
        spec.rank().top()).stream().map(s -> at(s, ranked, text)).toList();
    return Figures.sensitivity(new SensitivityFigure(at, filter.share(), Math.min(spec.rank().top(), ranked.size()),
        "|" + Words.axis(spec.rank().by()) + "|", rates.tokens()));
  }

  private SensitivityFigure.At at(GeneralText.Sensitivity s, List<Integer> ranked, GeneralText text) {
    int unsure = (int) IntStream.range(0, score.latents()).filter(i -> {
      Interval rate = text.rate(i, 0.95).interval();
      return rate.low() <= s.threshold() && s.threshold() < rate.high();
    }).count();
    double best = ranked.stream().filter(r -> score.column(r) == s.best()).mapToDouble(r -> score.strength(spec.rank().by(), r)).findFirst()
        .orElse(Double.NaN);
    return new SensitivityFigure.At(s.threshold() == 1 ? Double.NaN : s.threshold(), score.latents() - s.kept(), s.keptOfTop(),
        s.best() < 0 ? Optional.empty() : Optional.of(score.index().name(s.best())), best, unsure);
  }
}
