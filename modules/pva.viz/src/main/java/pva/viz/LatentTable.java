package pva.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import pva.viz.ReportModel.LatentRow;

/** The table of top latents: the columns that hold something, and what they mean. */
final class LatentTable {
  private final List<LatentRow> rows;
  private final ReportModel.Groups groups;
  private final List<Column> columns = new ArrayList<>();

  private record Column(String head, String meaning, Function<LatentRow, String> cell) {
  }

  LatentTable(List<LatentRow> rows, ReportModel.Groups groups) {
    this.rows = rows;
    this.groups = groups;
    columns.add(new Column("latent", "index in the dictionary, from 0", r -> Integer.toString(r.latent().latent())));
    if (rows.stream().anyMatch(r -> r.latent().layer().isPresent())) {
      columns.add(new Column("layer", "the layer whose dictionary has this latent",
          r -> Integer.toString(r.latent().layer().orElseThrow())));
    }
    columns.add(new Column("rank", "place in the ranking, from 1", r -> Integer.toString(r.rank())));
    add("d", "Cohen's d, signed: positive = more active on correct rows", r -> r.cohensD(), r -> Numbers.signed(r.cohensD(), 3));
    add("95 % interval", "of d, for this latent alone: it does not know that the latent was chosen for its d", r -> r.low() + r.high(),
        r -> Numbers.signed(r.low(), 2) + " to " + Numbers.signed(r.high(), 2));
    add("separation", "|difference of means| / pooled standard deviation, silent rows as 0", r -> r.separation(),
        r -> Numbers.fixed(r.separation(), 3));
    add("fires, correct", "correct rows on which it fires", r -> r.freqCorrect(), r -> share(r.freqCorrect(), groups.correct()));
    add("fires, incorrect", "incorrect rows on which it fires", r -> r.freqIncorrect(), r -> share(r.freqIncorrect(), groups.incorrect()));
    add("mean, correct", "mean activation over correct rows, silent rows as 0", r -> r.meanCorrect(),
        r -> Numbers.significant(r.meanCorrect(), 3));
    add("mean, incorrect", "mean activation over incorrect rows, silent rows as 0", r -> r.meanIncorrect(),
        r -> Numbers.significant(r.meanIncorrect(), 3));
    add("AUROC", "probability that a correct row is more active than an incorrect one, ties counted half; 0.5 = chance", r -> r.auroc(),
        r -> Numbers.fixed(r.auroc(), 3));
    add("p (Welch)", "Welch's t-test of this latent alone, not corrected for the number of latents", r -> r.welchP(),
        r -> Numbers.significant(r.welchP(), 2));
    add("q (BH)", "a p that keeps tasks together, after Benjamini and Hochberg: expected share of false finds among all at or below it",
        r -> r.qBh(), r -> Numbers.significant(r.qBh(), 2));
    add("p (max-T)", "permutation p corrected for all latents at once (Westfall and Young)", r -> r.pMaxT(),
        r -> Numbers.significant(r.pMaxT(), 2));
    add("general text", "share of general-text tokens on which it fires", r -> r.pileRate(), r -> Numbers.percent(r.pileRate()));
    if (rows.stream().anyMatch(r -> !r.kept())) {
      columns.add(new Column("kept", "no = dropped by the filter", r -> r.kept() ? "yes" : "no"));
    }
  }

  private void add(String head, String meaning, ToDoubleFunction<LatentRow> value, Function<LatentRow, String> cell) {
    if (rows.stream().anyMatch(r -> !Double.isNaN(value.applyAsDouble(r)))) {
      columns.add(new Column(head, meaning, r -> Double.isNaN(value.applyAsDouble(r)) ? Numbers.NONE : cell.apply(r)));
    }
  }

  private static String share(double share, int n) {
    return Math.round(share * n) + " (" + Numbers.percent(share) + ")";
  }

  Html write(Html html, String caption) {
    return html.table(caption, columns.stream().map(Column::head).toList(),
        rows.stream().map(r -> columns.stream().map(c -> c.cell().apply(r)).toList()).toList(),
        rows.stream().map(LatentRow::link).toList());
  }

  /** What each column means. */
  Html legend(Html html) {
    html.raw("<details>\n").element("summary", "What the columns mean");
    html.facts(columns.stream().map(c -> new Fact(c.head(), c.meaning())).toList());
    return html.element("p", Numbers.NONE + " = undefined (a group without spread, or a value that was not computed). Groups: "
        + Numbers.count(groups.correct()) + " correct and " + Numbers.count(groups.incorrect()) + " incorrect rows.").raw("</details>\n");
  }
}
