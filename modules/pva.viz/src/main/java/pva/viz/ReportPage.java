package pva.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report of a run: one HTML page that loads nothing and needs no script, for a reader who was not there. First what was found and
 * how sure it is, then what was asked, on what, whether the dictionary is the right one, the findings, the figures, and the record.
 */
public final class ReportPage {
  /** For a reader who is new to the field. */
  private static final List<Fact> WORDS = List.of(
      new Fact("row", "one solution that the model wrote, correct where it passed every test of its task"),
      new Fact("residual stream", "the vector that the blocks of a language model read and add to, one a token"),
      new Fact("sparse autoencoder",
          "a dictionary of directions, trained so that a few of them add up to any vector of the residual stream"),
      new Fact("latent", "one direction of the dictionary; its activation on a row says how much of the direction is in the row's vector, 0 on most "
          + "rows"),
      new Fact("fires", "has an activation above 0, after the threshold"),
      new Fact("Cohen's d", "difference of the mean activations of correct and incorrect rows, in standard deviations; 0.2 is small, 0.8 large; "
          + "positive = more active on correct rows"),
      new Fact("AUROC", "of a pair, a correct and an incorrect row, the share in which the correct one is more active; 0.5 = guessing, 1 = always"),
      new Fact("95 % interval", "a range that would hold the true value in 95 of 100 such studies"),
      new Fact("family-wise p", "the chance that the best of all latents looks at least this good where none means anything; below 0.05 counts"),
      new Fact("baseline", "something simpler that may do as well: a length, a plain probe, the kind of task"));
  /** Comparisons shown at once; the others unfold. */
  private static final int OPEN = 5;

  private final ReportModel model;
  private final Html html;

  private ReportPage(ReportModel model) {
    this.model = model;
    html = Page.open(model.title());
  }

  /** The page; the same model gives the same bytes. */
  public static String render(ReportModel model) {
    return new ReportPage(model).page();
  }

  private String page() {
    html.element("h1", model.title()).element("p class=\"question\"", model.question());
    Page.verdict(html, model.verdict());
    warnings();
    contents();
    Page.asked(html, model.asked());
    data();
    fit();
    layers();
    detection();
    found();
    sure();
    figures();
    Page.reproduce(html, model.asked());
    Page.record(html, model.run());
    return Page.close(html);
  }

  private void warnings() {
    if (model.fit().forced()) {
      html.raw("<section class=\"warnings\" aria-label=\"Forced\">\n").element("p", "The dictionary does not fit this layer, and the run "
          + "was forced to go on. Nothing below says anything about the model: " + model.fit().values().verdict()).raw("</section>\n");
    }
    Page.warnings(html, model.warnings());
  }

  private void contents() {
    html.raw("<nav aria-label=\"Contents\"><a href=\"#asked\">What was asked</a> <a href=\"#data\">On what</a> "
        + "<a href=\"#fit\">Is the dictionary the right one</a> "
        + (model.layers().isEmpty() ? "" : "<a href=\"#layers\">Which layer</a> ")
        + (model.detection().isPresent() ? "<a href=\"#detection\">Does it hold on new rows</a> " : "")
        + "<a href=\"#found\">What was found</a> <a href=\"#sure\">How sure</a> "
        + "<a href=\"#figures\">Figures</a> <a href=\"#reproduce\">How to reproduce</a> <a href=\"#record\">Record</a></nav>\n");
  }

  private void data() {
    section("data", "On what").facts(model.data().facts()).raw("</section>\n");
  }

  private void fit() {
    FitFigure fit = model.fit().values();
    section("fit", "Is the dictionary the right one for this layer?");
    html.raw("<p><b class=\"" + (fit.fits() ? "good" : "bad") + "\">" + (fit.fits() ? "It fits." : "It does not fit.") + "</b> ")
        .text(sentence(fit.verdict())).raw("</p>\n");
    List<List<String>> rows = new ArrayList<>();
    for (FitFigure.At at : fit.at()) {
      rows.add(List.of(at.layer() + (at.layer() == fit.layer() ? " (asked)" : ""), Numbers.fixed(at.fvu(), 3), Numbers.fixed(at.l0(), 1),
          Numbers.fixed(at.cosine(), 3)));
    }
    String declared = "The dictionary declares "
        + (Double.isFinite(fit.declaredL0()) ? "an L0 of " + Numbers.significant(fit.declaredL0(), 3) : "no L0") + ".";
    html.element("p", "Measured on " + Numbers.count(model.fit().tokens()) + " tokens of the dataset's own texts. " + declared);
    html.table("The dictionary at the layer asked for and beside it.", List.of("layer", "FVU", "L0", "cosine"), rows);
    html.element("p class=\"note\"", "FVU: share of the activations' variance that the dictionary leaves unexplained, 0 = none. L0: mean "
        + "number of latents firing on a token. Cosine: mean cosine of activation and reconstruction.").raw("</section>\n");
  }

  private void layers() {
    if (!model.layers().isEmpty()) {
      section("layers", "Which layer?");
      LayersTable.write(html, model.layers()).raw("</section>\n");
    }
  }

  private void detection() {
    if (model.detection().isEmpty()) {
      return;
    }
    ReportModel.Detection found = model.detection().get();
    section("detection", "Does it hold on new rows, and does anything simpler do as well?");
    html.element("p", "Measured on " + found.rows() + ".");
    DetectorTable table = new DetectorTable(found.prevalence(), found.allPositiveF1(), found.detectors());
    table.write(html, "The latent and what it is held against.");
    table.legend(html);
    if (!found.unseen().isEmpty()) {
      new DetectorTable(found.prevalence(), found.allPositiveF1(), found.unseen())
          .write(html, "The same where the rows that choose hold none of the kinds of task they are "
          + "measured on: what is left is more than the kind of task.");
    }
    found.second().ifPresent(second -> {
      html.element("p", "On a second dataset, " + second.rows() + ": latent, weights and thresholds as the first dataset chose them.");
      new DetectorTable(second.prevalence(), second.allPositiveF1(), second.detectors())
          .write(html, "The same on the second dataset; calling "
          + "every row correct has an F1 of " + Numbers.fixed(second.allPositiveF1(), 3) + " there.");
    });
    html.raw("</section>\n");
  }

  private static String sentence(String words) {
    return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + (words.endsWith(".") ? "" : ".");
  }

  private void found() {
    ReportModel.Found found = model.found();
    section("found", "What was found").element("p", "Scored on " + found.which() + ".");
    found.filter().ifPresent(this::filter);
    scores(found);
    if (found.top().isEmpty()) {
      html.element("p", "No latent to list.");
    } else {
      LatentTable table = new LatentTable(found.top(), found.groups());
      table.write(html, top(found.top(), found.filtered().isPresent() ? " after the filter" : ""));
      table.legend(html);
    }
    if (!found.topUnfiltered().isEmpty()) {
      html.raw("<details>\n").element("summary", "The same before the filter");
      new LatentTable(found.topUnfiltered(), found.groups()).write(html, top(found.topUnfiltered(), " before the filter"))
          .raw("</details>\n");
    }
    html.raw("</section>\n");
  }

  private String top(List<ReportModel.LatentRow> rows, String when) {
    return "Top " + rows.size() + " latents" + when + ", ranked by " + model.found().rankedBy() + ".";
  }

  private void filter(ReportModel.Filter filter) {
    if (filter.absent().isPresent()) {
      html.element("p class=\"bad\"", "The filter " + filter.name() + " was asked for but not applied: " + filter.absent().get());
    } else {
      html.element("p", "The filter " + filter.name() + " dropped " + Numbers.count(filter.dropped()) + " latents that fire on more than "
          + Numbers.percentAsSet(filter.share()) + " of " + Numbers.count(filter.tokens()) + " tokens of general text.");
    }
  }

  private void scores(ReportModel.Found found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(scores("all latents", found.unfiltered()));
    found.filtered().ifPresent(s -> rows.add(scores("after the filter, dropped latents scored 0", s)));
    html.table("Separation scores of all latents.", List.of("", "latents", "mean", "standard deviation", "largest"), rows);
  }

  private static List<String> scores(String which, ReportModel.Scores s) {
    return List.of(which, Numbers.count(s.latents()), Numbers.significant(s.mean(), 4), Numbers.significant(s.std(), 4),
        Numbers.significant(s.max(), 4));
  }

  private void sure() {
    section("sure", "How sure").paragraphs(model.howSure()).raw("</section>\n");
  }

  private void figures() {
    section("figures", "Figures");
    model.figures().forEach(html::figure);
    List<Figure> comparisons = model.comparisons();
    if (!comparisons.isEmpty()) {
      html.element("h3", "The top latents, correct against incorrect rows").element("p", GroupDrawing.HOW_TO_READ);
      comparisons.stream().limit(OPEN).forEach(html::figure);
    }
    if (comparisons.size() > OPEN) {
      html.raw("<details>\n").element("summary", "The other " + (comparisons.size() - OPEN));
      comparisons.stream().skip(OPEN).forEach(html::figure);
      html.raw("</details>\n");
    }
    html.raw("</section>\n");
  }

  private Html section(String id, String heading) {
    return Page.section(html, id, heading);
  }
}
