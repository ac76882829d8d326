package pva.viz;

import java.util.List;

/** The report of a generation: how many tasks were solved, then what was asked, what went wrong, what judged, some solutions, the record. */
public final class GenerationPage {
  private final GenerationModel model;
  private final Html html;

  private GenerationPage(GenerationModel model) {
    this.model = model;
    html = Page.open(model.title());
  }

  /** The page; the same model gives the same bytes. */
  public static String render(GenerationModel model) {
    return new GenerationPage(model).page();
  }

  private String page() {
    html.element("h1", model.title()).element("p class=\"question\"", model.question());
    Page.verdict(html, model.verdict());
    Page.warnings(html, model.warnings());
    html.raw("<nav aria-label=\"Contents\"><a href=\"#asked\">What was asked</a> <a href=\"#data\">On what</a> "
        + "<a href=\"#solved\">How many are solved</a> <a href=\"#judged\">What judged them</a> <a href=\"#examples\">Examples</a> "
        + "<a href=\"#sure\">How sure</a> <a href=\"#reproduce\">How to reproduce</a> <a href=\"#record\">Record</a></nav>\n");
    Page.asked(html, model.asked());
    Page.section(html, "data", "On what").facts(model.data()).raw("</section>\n");
    solved();
    Page.section(html, "judged", "What judged them").facts(model.judged()).raw("</section>\n");
    examples();
    Page.section(html, "sure", "How sure").paragraphs(model.howSure()).raw("</section>\n");
    Page.reproduce(html, model.asked());
    Page.record(html, model.run());
    return Page.close(html);
  }

  private void solved() {
    Page.section(html, "solved", "How many are solved");
    html.table("Share of the tasks that at least one of k samples solves.", List.of("", "share", "95 % interval"),
        model.solved().stream().map(s -> List.of("pass@" + s.k(), Numbers.fixed(s.share(), 3), Numbers.fixed(s.low(), 3) + " to "
            + Numbers.fixed(s.high(), 3))).toList());
    model.figures().forEach(html::figure);
    html.raw("</section>\n");
  }

  private void examples() {
    Page.section(html, "examples", "Examples").element("p", model.rule());
    for (GenerationModel.Example e : model.examples()) {
      html.element("h3", "Task " + e.task() + ": " + e.why());
      html.raw("<details>\n").element("summary", "The prompt").raw("<pre>").text(e.prompt()).raw("</pre>\n</details>\n");
      html.raw("<pre>").text(e.code()).raw("</pre>\n").element("p", e.outcome());
      html.raw("<pre>").text(String.join("\n", e.tests())).raw("</pre>\n");
    }
    html.raw("</section>\n");
  }
}
