package pva.viz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What every report has: a page that loads nothing and needs no script, its sections, and the record at its end. */
final class Page {
  private Page() {
  }

  /** Everything before the heading. */
  static Html open(String title) {
    return new Html().raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
        .element("title", title + ": report").raw("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
  }

  static String close(Html html) {
    return html.raw("</main>\n</body>\n</html>\n").document();
  }

  static Html section(Html html, String id, String heading) {
    return html.raw("<section aria-labelledby=\"" + id + "\">\n").element("h2 id=\"" + id + "\"", heading);
  }

  static void verdict(Html html, ReportModel.Verdict verdict) {
    html.raw("<section class=\"verdict\" aria-label=\"Verdict\">\n").element("p class=\"headline\"", verdict.headline())
        .paragraphs(verdict.paragraphs()).raw("</section>\n");
  }

  /** Nothing where there are none. */
  static void warnings(Html html, List<String> warnings) {
    if (!warnings.isEmpty()) {
      html.raw("<section class=\"warnings\" aria-labelledby=\"warnings\">\n").element("h2 id=\"warnings\"", "Warnings").list(warnings)
          .raw("</section>\n");
    }
  }

  static void asked(Html html, ReportModel.Asked asked) {
    section(html, "asked", "What was asked").facts(asked.facts());
    html.raw("<details>\n").element("summary", "The script, " + asked.scriptName()).raw("<pre>").text(asked.scriptText())
        .raw("</pre>\n</details>\n</section>\n");
  }

  static void reproduce(Html html, ReportModel.Asked asked) {
    section(html, "reproduce", "How to reproduce").raw("<pre>").text(String.join("\n", asked.reproduce())).raw("</pre>\n</section>\n");
  }

  static void record(Html html, ReportModel.Run run) {
    section(html, "record", "Record").facts(run.environment());
    if (!run.steps().isEmpty()) {
      html.table("Steps. A hit was taken from the cache, a miss was computed.", List.of("step", "cache", "seconds", "key"),
          run.steps().stream().map(s -> List.of(s.name(), s.cache(), Numbers.fixed(s.seconds(), 2), s.key())).toList());
    }
    if (!run.outputs().isEmpty()) {
      html.table("Files of this run.", List.of("file", "SHA-256"),
          run.outputs().stream().map(o -> List.of(o.file(), o.sha256())).toList());
    }
    html.raw("</section>\n");
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
