package pva.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import pva.viz.ReportModel.Bounded;
import pva.viz.ReportModel.DetectorRow;

/** The table of detectors: the columns that hold something, and what they mean. */
final class DetectorTable {
  private final List<DetectorRow> rows;
  private final List<Column> columns = new ArrayList<>();

  private record Column(String head, String meaning, Function<DetectorRow, String> cell) {
  }

  DetectorTable(double prevalence, double allPositiveF1, List<DetectorRow> rows) {
    this.rows = rows;
    columns.add(new Column("detector", "what the rows are told apart by", DetectorRow::name));
    bounded("AUROC", "of a pair, a correct and an incorrect row, the share in which the correct one is higher; 0.5 = guessing",
        DetectorRow::auroc);
    bounded("latent less this", "AUROC of the latent less that of this detector, on the same rows; below 0 = this detector is better, and where "
        + "the interval stays below 0 that is no accident of these rows", DetectorRow::less);
    bounded("average precision", "mean precision over all thresholds; guessing has the prevalence, " + Numbers.fixed(prevalence, 3),
        DetectorRow::averagePrecision);
    plain("F1", "at the threshold tuned for it on other rows; calling every row correct has " + Numbers.fixed(allPositiveF1, 3),
        DetectorRow::f1);
    plain("MCC", "Matthews' correlation of call and truth at the threshold tuned for balanced accuracy; 0 = guessing", DetectorRow::mcc);
    plain("balanced accuracy", "mean of the shares of correct and of incorrect rows recognised; 0.5 = guessing",
        DetectorRow::balancedAccuracy);
    plain("Brier", "mean squared error of its probability; always saying the prevalence has "
        + Numbers.fixed(prevalence * (1 - prevalence), 3), DetectorRow::brier);
    plain("ECE", "expected calibration error: how far its probabilities are from what comes true", DetectorRow::ece);
    plain("risk at half", "share of incorrect rows among the half it is surest of; among all rows it is "
        + Numbers.fixed(1 - prevalence, 3), DetectorRow::riskAtHalf);
    plain("AUROC where chosen", "on the rows that chose or fitted it: what a study without a split would report", DetectorRow::selectAuroc);
  }

  private void bounded(String head, String meaning, Function<DetectorRow, Bounded> value) {
    if (rows.stream().anyMatch(r -> Double.isFinite(value.apply(r).value()))) {
      columns.add(new Column(head, meaning + " (95 % interval)", r -> cell(value.apply(r))));
    }
  }

  private void plain(String head, String meaning, ToDoubleFunction<DetectorRow> value) {
    if (rows.stream().anyMatch(r -> Double.isFinite(value.applyAsDouble(r)))) {
      columns.add(new Column(head, meaning, r -> Numbers.fixed(value.applyAsDouble(r), 3)));
    }
  }

  private static String cell(Bounded b) {
    return !Double.isFinite(b.value()) ? Numbers.NONE : Numbers.fixed(b.value(), 3) + (Double.isFinite(b.low()) ? " ("
        + Numbers.fixed(b.low(), 2) + " to " + Numbers.fixed(b.high(), 2) + ")" : "");
  }

  Html write(Html html, String caption) {
    return html.table(caption, columns.stream().map(Column::head).toList(),
        rows.stream().map(r -> columns.stream().map(c -> c.cell().apply(r)).toList()).toList());
  }

  /** What each column means, and what each detector is. */
  Html legend(Html html) {
    html.raw("<details>\n").element("summary", "What the columns and the detectors are");
    html.facts(columns.stream().map(c -> new Fact(c.head(), c.meaning())).toList());
    html.element("p", "detection.parquet has the intervals of every figure.");
    return html.facts(rows.stream().map(r -> new Fact(r.name(), r.rule())).toList()).raw("</details>\n");
  }
}
