package pva.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The report of a steering study: the verdict against controls first, then what was asked, what it was held against, the dose
 * curve, who changed sides, solutions side by side, and the record.
 */
public final class SteeringPage {
  private final SteeringModel model;
  private final Html html;

  private SteeringPage(SteeringModel model) {
    this.model = model;
    html = Page.open(model.title());
  }

  /** The page; the same model gives the same bytes. */
  public static String render(SteeringModel model) {
    return new SteeringPage(model).page();
  }

  private String page() {
    html.element("h1", model.title()).element("p class=\"question\"", model.question());
    Page.verdict(html, model.verdict());
    Page.warnings(html, model.warnings());
    html.raw("<nav aria-label=\"Contents\"><a href=\"#asked\">What was asked</a> <a href=\"#held\">What it does</a> "
        + "<a href=\"#dose\">How the dose was chosen</a> <a href=\"#errors\">Errors</a> " + (model.attention().isPresent()
        ? "<a href=\"#attention\">Attention</a> " : "") + "<a href=\"#pairs\">Before and after</a> "
        + "<a href=\"#sure\">How sure</a> <a href=\"#reproduce\">How to reproduce</a> <a href=\"#record\">Record</a></nav>\n");
    Page.asked(html, model.asked());
    Page.section(html, "data", "On what").facts(model.data()).facts(model.direction()).raw("</section>\n");
    Page.section(html, "held", "What it does to tasks that chose nothing");
    ways("On the tasks held out.", model.ways());
    model.figures().stream().filter(f -> f.name().equals("transitions")).forEach(html::figure);
    html.raw("</section>\n");
    Page.section(html, "dose", "How the dose was chosen").element("p", model.chosen());
    ways("The direction at every dose, on the tasks that chose.", model.doses());
    model.figures().stream().filter(f -> f.name().equals("dose_curve")).forEach(html::figure);
    html.raw("</section>\n");
    errors();
    model.attention().ifPresent(this::attention);
    pairs();
    Page.section(html, "sure", "How sure").paragraphs(model.howSure()).raw("</section>\n");
    Page.reproduce(html, model.asked());
    Page.record(html, model.run());
    return Page.close(html);
  }

  private void ways(String caption, List<SteeringModel.Way> ways) {
    List<String> heads = List.of("", "pass@1", "won", "lost", "corrected", "corrupted", "preserved", "change", "p", "parses", "loops",
        "similarity", "KL");
    List<List<String>> rows = new ArrayList<>();
    for (SteeringModel.Way w : ways) {
      rows.add(List.of(w.name(), Numbers.fixed(w.passAt1(), 3), count(w.gained()), count(w.lost()), share(w.correction()),
          share(w.corruption()),
          Numbers.fixed(1 - w.corruption().value(), 3), Numbers.signed(w.change(), 3), Numbers.significant(w.p(), 2),
          Numbers.fixed(w.syntax(), 3), Numbers.fixed(w.degenerate(), 3), Numbers.fixed(w.similarity(), 3), Numbers.significant(w.kl(),
          2)));
    }
    html.table(caption, heads, rows);
    html.element("p class=\"note\"", "Won: tasks that became right; lost: wrong. Corrected: share of the tasks wrong without steering; "
        + "corrupted: of those right; each with its exact 95 % interval. Change: of pass@1; p: McNemar's, exact. Loops: share of the solutions "
        + "that repeat themselves. Similarity: to the unsteered solution, 1 = the same tokens. KL: nats a token on neutral text.");
  }

  private static String count(double n) {
    return n == Math.rint(n) ? Numbers.count((long) n) : Numbers.fixed(n, 1);
  }

  private static String share(DoseFigure.Share s) {
    String value = Numbers.fixed(s.value(), 3);
    return Double.isFinite(s.low()) ? value + " (" + Numbers.fixed(s.low(), 3) + " to " + Numbers.fixed(s.high(), 3) + ")" : value;
  }

  private void errors() {
    Page.section(html, "errors", "Errors before and after");
    html.table("Solutions of the tasks held out, by the first thing that went wrong.", List.of("", "before", "after"),
        model.errors().stream().map(e -> List.of(e.kind(), Numbers.count(e.before()), Numbers.count(e.after()))).toList());
    html.raw("</section>\n");
  }

  private void attention(SteeringModel.Attention attention) {
    Page.section(html, "attention", "Where attention goes").element("p", attention.about());
    List<List<String>> parts = new ArrayList<>();
    for (SteeringModel.Share s : attention.parts()) {
      List<String> row = new ArrayList<>(share(s));
      row.add(Numbers.signed(100 * s.controls()[0], 2) + " to " + Numbers.signed(100 * s.controls()[1], 2));
      row.add(Numbers.significant(s.controlsP(), 2));
      parts.add(row);
    }
    html.table("Shares of attention by part of the text, in per cent: mean of all heads of these blocks.", List.of("part", "tokens",
        "without steering", "steered", "change", "p (Holm)", "change under controls", "empirical p"), parts);
    model.figures().stream().filter(f -> f.name().startsWith("attention")).forEach(html::figure);
    if (!attention.heads().isEmpty()) {
      html.table("The heads that change most, of those beyond chance.", List.of("head and part", "tokens", "without steering", "steered",
          "change", "p (Holm)"), attention.heads().stream().map(SteeringPage::share).toList());
    }
    html.raw("</section>\n");
  }

  private static List<String> share(SteeringModel.Share s) {
    return List.of(s.name(), s.tokens(), Numbers.fixed(100 * s.before(), 2), Numbers.fixed(100 * s.after(), 2),
        Numbers.signed(100 * s.change(), 2) + " (" + Numbers.fixed(100 * s.low(), 2) + " to " + Numbers.fixed(100 * s.high(), 2) + ")",
        Numbers.significant(s.p(), 2));
  }

  private void pairs() {
    Page.section(html, "pairs", "Before and after").element("p", model.rule());
    for (SteeringModel.Pair pair : model.pairs()) {
      html.element("h3", "Task " + pair.task() + ": " + pair.why());
      html.raw("<details>\n").element("summary",
          "The prompt").raw("<pre>").text(pair.prompt()).raw("</pre>\n</details>\n<div class=\"pair\">\n");
      side("without steering", pair.before(), pair.after());
      side("steered", pair.after(), pair.before());
      html.raw("</div>\n");
    }
    html.raw("</section>\n");
  }

  /** Lines that the other side does not have are marked. */
  private void side(String name, SteeringModel.Side side, SteeringModel.Side other) {
    Set<String> known = Set.copyOf(other.code().lines().toList());
    html.raw("<div>\n").element("p", name + ": " + side.outcome()).raw("<pre>");
    for (String line : side.code().lines().toList()) {
      boolean same = line.isBlank() || known.contains(line);
      html.raw(same ? "" : "<mark>").text(line).raw(same ? "\n" : "</mark>\n");
    }
    html.raw("</pre>\n</div>\n");
  }
}
