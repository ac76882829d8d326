package pva.analysis.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.step.FitResult;
import pva.analysis.step.Results;
import pva.analysis.step.RowTokens;
import pva.analysis.step.ScoreResult;
import pva.analysis.text.Words;
import pva.data.Dataset;
import pva.model.Position;
import pva.sae.Fit;
import pva.stats.RocArea;

/** The traps of a dataset, a tokenizer and a ranking that a run can see by itself. */
final class Warnings {
  private static final int FEW_ROWS = 100;
  private static final int FEW_FIRINGS = 10;
  private static final double TIE = 1e-6;
  /** A limit on length shows as a heap of rows at the top, a few tokens wide because the end of a text is trimmed. */
  private static final int HEAP = 4;

  private final Inputs inputs;
  private final Results results;
  private final Dataset data;
  private final List<String> lines = new ArrayList<>();

  private Warnings(Inputs inputs, Results results) {
    this.inputs = inputs;
    this.results = results;
    this.data = results.chooses().data();
  }

  static List<String> of(Inputs inputs, Results results, Optional<Best> best) {
    Warnings w = new Warnings(inputs, results);
    w.lines.addAll(inputs.notes());
    inputs.corpusAbsent().ifPresent(w.lines::add);
    w.fit();
    w.groups();
    best.ifPresent(w::rare);
    w.ties();
    if (results.detections().isEmpty()) { // otherwise the verdict holds the length against the latent, on rows that report
      w.length(best);
    }
    w.leftOut();
    w.cutOff();
    w.tokens();
    w.lines.addAll(inputs.data().warnings());
    return List.copyOf(w.lines);
  }

  private void fit() {
    for (int i = 0; i < inputs.layers().size(); i++) {
      LayerSae layer = inputs.layers().get(i);
      FitResult result = results.fits().get(i);
      Fit fit = result.fit();
      if (layer.warning().isPresent()) {
        lines.add(layer.warning().get() + " " + fit.verdict().message() + ".");
      } else if (!fit.verdict().fits()) {
        lines.add("The dictionary does not fit and the run was forced to go on: " + fit.verdict().message());
      }
      Fit.At here = result.position();
      if (here.fvu() > 1.5 * fit.at().fvu() && here.fvu() > fit.at().fvu() + 0.05) {
        lines.add("The dictionary" + (inputs.several() ? " of layer " + layer.layer() : "")
            + " describes the tokens that stand for the rows worse than tokens at large: FVU " + Words.number(here.fvu()) + " against "
            + Words.number(fit.at().fvu()) + ". They are a narrow, unusual sample.");
      }
    }
  }

  private void groups() {
    int smaller = Math.min(data.correct(), data.incorrect());
    if (smaller < FEW_ROWS) {
      lines.add("Only " + smaller + " of " + data.rows().size() + " rows are " + (data.correct() <= data.incorrect() ? "correct"
          : "incorrect")
          + ": a latent that fires on a few of them can top the list.");
    }
    if (results.score().arrangements() < 1000) {
      lines.add("The labels can be dealt anew in only " + (long) results.score().arrangements()
          + " ways without parting a task, so no family-wise p can be small.");
    }
  }

  private void rare(Best best) {
    int fired = best.moreOnCorrect() ? best.firedCorrect() : best.firedIncorrect();
    if (fired < FEW_FIRINGS) {
      lines.add("The best latent, " + best.latent().words().substring("latent ".length()) + ", fires on only " + fired + " "
          + (best.moreOnCorrect() ? "correct" : "incorrect")
          + " rows: its score hangs on each of them.");
    }
  }

  private void ties() {
    ScoreResult score = results.score();
    List<Integer> top = score.topRows(inputs.spec().rank().top());
    int tied = 0;
    for (int i = 0; i < top.size(); i++) {
      double own = score.value(pva.stats.Column.SEPARATION, top.get(i));
      boolean likeBefore = i > 0 && same(own, score.value(pva.stats.Column.SEPARATION, top.get(i - 1)));
      boolean likeNext = i + 1 < top.size() && same(own, score.value(pva.stats.Column.SEPARATION, top.get(i + 1)));
      tied += own > 0 && (likeBefore || likeNext) ? 1 : 0;
    }
    if (tied > 0) {
      lines.add(tied + " of the top " + top.size()
          + " latents share their score exactly with another (as latents do that fire on one row only); "
          + "their order is that of their numbers and means nothing.");
    }
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= TIE * Math.max(a, b);
  }

  private void length(Optional<Best> best) {
    double[] lengths = Arrays.stream(results.study().tokens().written()).asDoubleStream().toArray();
    RocArea area = RocArea.of(lengths, data.labels());
    double reach = Math.abs(area.auroc() - 0.5);
    if (reach > best.map(Best::reach).orElse(0.0) && reach > 0.05) {
      lines.add("The length of the answer in tokens alone tells correct from incorrect better than the best latent: AUROC "
          + Words.number(Math.max(area.auroc(), 1 - area.auroc()))
          + " (" + (area.auroc() < 0.5 ? "shorter" : "longer") + " answers are more often correct)"
          + best.map(b -> " against " + Words.number(0.5 + b.reach())).orElse("") + ". A latent may only follow length.");
    }
  }

  private void leftOut() {
    int left = inputs.data().rows().size() - results.study().rows().length;
    if (left > 0) {
      lines.add(left + (left == 1 ? " row was" : " rows were") + " left out of every statistic because the activation is more than "
          + Words.number(inputs.spec().highNorm().orElseThrow().medians()) + " times as long as the median one.");
    }
  }

  private void cutOff() {
    int[] written = results.study().tokens().written();
    int longest = Arrays.stream(written).max().orElse(0);
    int shortest = Arrays.stream(written).min().orElse(0);
    long heap = Arrays.stream(written).filter(n -> n > longest - HEAP).count();
    long before = Arrays.stream(written).filter(n -> n <= longest - HEAP && n > longest - 4 * HEAP).count();
    if (longest - shortest >= 4 * HEAP && heap >= 5 && heap * 100 >= written.length && heap > before) {
      lines.add(heap + " of " + written.length + " answers end at the same length of about " + longest
          + " tokens: they were cut off there, and a latent may "
          + "tell \"cut off\" from \"stopped\" instead of right from wrong.");
    }
  }

  private void tokens() {
    RowTokens tokens = results.study().tokens();
    if (!tokens.addsBos()) {
      lines.add("This tokenizer puts no BOS in front, so the first token of a text is the attention sink; "
          + "it was left out of fit and rates.");
    }
    if (inputs.spec().position() == Position.LAST_PROMPT && Arrays.stream(tokens.lastPromptId()).distinct().count() == 1) {
      lines.add("The last prompt token is the same in every row, so the residual there says little about the task.");
    }
  }
}
