package pva.analysis.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.RankSpec;
import pva.analysis.step.Detections;
import pva.analysis.step.FitResult;
import pva.analysis.step.ScoreResult;
import pva.analysis.step.StabilityResult;
import pva.analysis.step.Study;
import pva.analysis.text.Json;
import pva.analysis.text.Words;
import pva.base.WholeFile;
import pva.data.Dataset;
import pva.sae.FiringRates;
import pva.stats.Column;
import pva.stats.GroupSummary;
import pva.stats.LatentGroups;
import pva.stats.RankBy;
import pva.viz.Fact;
import pva.viz.Figure;
import pva.viz.Figures;
import pva.viz.GroupFigure;
import pva.viz.ScoreFigure;
import pva.viz.TopFigure;

/** Draws the figures. */
public final class DrawStep {
  public static final int VERSION = 4;
  static final String FOLDER = "figures";
  static final String FILE = "figures.json";

  private DrawStep() {
  }

  /**
   * What is drawn.
   *
   * @param fit that of the layer of the first latent of the ranking
   * @param chooses the rows that the score table describes
   */
  public record Drawn(FitResult fit, ScoreResult score, Study chooses, Optional<FiringRates> rates, Optional<Detections> detections,
               Optional<StabilityResult> stability) {
  }

  public static void write(Drawn drawn, AnalysisSpec spec, Path folder) {
    ScoreResult score = drawn.score();
    Dataset data = drawn.chooses().data();
    RankSpec rank = spec.rank();
    List<Figure> whole = new ArrayList<>();
    drawn.detections().ifPresent(d -> whole.addAll(DetectionFigures.of(d)));
    whole.add(Figures.scoreDistribution(new ScoreFigure(score.byColumn(Column.SEPARATION), "separation score |d|",
        score.filtered() ? "all latents, before the filter" : "all latents", Math.min(rank.top(), score.latents()))));
    whole.add(Figures.topLatents(top(score, data, rank)));
    if (score.index().several()) {
      whole.add(Figures.layers(BestOfLayer.figure(score, spec.statistics().test().permutations())));
    }
    whole.addAll(SelectionFigures.of(score, drawn.rates(), spec));
    drawn.stability().ifPresent(s -> whole.add(Figures.stability(s.figure())));
    whole.add(Figures.fit(FitWords.figure(drawn.fit().fit())));
    List<Figure> compared = new ArrayList<>();
    List<Integer> rows = score.topRows(rank.top());
    List<LatentGroups> groups = LatentGroups.of(drawn.chooses().latents(), data.labels(), rows.stream().mapToInt(score::column).toArray());
    for (int i = 0; i < rows.size(); i++) {
      compared.add(Figures.groupComparison(new GroupFigure(i + 1, score.name(rows.get(i)), score.value(Column.COHENS_D, rows.get(i)),
          score.value(Column.AUROC, rows.get(i)), sample(groups.get(i).correct()), sample(groups.get(i).incorrect()))));
    }
    boolean published = spec.sae().pairing() == Pairing.PUBLISHED;
    UnaryOperator<Figure> marked = figure -> published ? figure.marked(Pairing.warning(score.index().layers())) : figure;
    keep(whole.stream().map(marked).toList(), compared.stream().map(marked).toList(), folder);
  }

  /** Writes drawn figures as {@link DrawnFigures} reads them. */
  public static void keep(List<Figure> whole, List<Figure> compared, Path folder) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("figures", write(whole, folder));
    all.put("comparisons", write(compared, folder));
    Json.write(folder.resolve(FILE), all);
  }

  private static TopFigure top(ScoreResult score, Dataset data, RankSpec rank) {
    List<TopFigure.Bar> bars = score.topRows(rank.top()).stream().map(row -> bar(score, row, data, rank.by())).toList();
    List<Fact> facts = List.of(new Fact("latents", Words.count(score.latents())), new Fact("dropped by the filter",
        Words.count(score.dropped())),
        new Fact("mean |d|", Words.number(score.summary().mean())), new Fact("std of |d|", Words.number(score.summary().std())),
        new Fact("largest |d|", Words.number(score.summary().max())), new Fact("correct rows", Words.count(data.correct())),
        new Fact("incorrect rows", Words.count(data.incorrect())));
    return new TopFigure(bars, Words.axis(rank.by()), facts);
  }

  private static TopFigure.Bar bar(ScoreResult score, int row, Dataset data, RankBy by) {
    EffectInterval d = EffectInterval.of(score, row);
    return switch (by) {
      case COHENS_D -> new TopFigure.Bar(score.name(row), d.d(), d.low(), d.high());
      case FREQUENCY_DIFFERENCE -> new TopFigure.Bar(score.name(row), score.value(Column.FREQ_DIFF, row), Double.NaN, Double.NaN);
      case WELCH -> new TopFigure.Bar(score.name(row), score.value(Column.WELCH_T, row), Double.NaN, Double.NaN);
      case AUROC -> {
        double half = 1.96 * score.value(Column.AUROC_SE, row);
        double value = score.value(Column.AUROC, row) - 0.5;
        yield new TopFigure.Bar(score.name(row), value, value - half, value + half);
      }
    };
  }

  private static GroupFigure.Sample sample(GroupSummary group) {
    return new GroupFigure.Sample(group.rows(), IntStream.range(0, group.values().length).mapToDouble(i -> group.values()[i]).toArray());
  }

  private static List<Object> write(List<Figure> figures, Path folder) {
    List<Object> list = new ArrayList<>();
    for (Figure figure : figures) {
      WholeFile.write(folder.resolve(FOLDER).resolve(figure.name() + ".svg"), figure.svg());
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("name", figure.name());
      values.put("title", figure.title());
      values.put("caption", figure.caption());
      list.add(values);
    }
    return list;
  }
}
