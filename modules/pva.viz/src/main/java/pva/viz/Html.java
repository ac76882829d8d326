package pva.viz;

import java.util.List;
import java.util.Optional;

/** HTML being written: what is given as text is escaped, so no value can become markup. */
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Markup of our own, as it is. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  Html text(String text) {
    out.append(Markup.escape(text));
    return this;
  }

  /** {@code <element>text</element>}; {@code element} may hold attributes of our own. */
  Html element(String element, String text) {
    int name = element.indexOf(' ');
    return raw("<" + element + ">").text(text).raw("</" + (name < 0 ? element : element.substring(0, name)) + ">\n");
  }

  Html paragraphs(List<String> paragraphs) {
    paragraphs.forEach(p -> element("p", p));
    return this;
  }

  /** Labels with their values. */
  Html facts(List<Fact> facts) {
    if (facts.isEmpty()) {
      return this;
    }
    raw("<dl>\n");
    facts.forEach(f -> element("dt", f.label()).element("dd", f.value()));
    return raw("</dl>\n");
  }

  Html list(List<String> items) {
    raw("<ul>\n");
    items.forEach(i -> element("li", i));
    return raw("</ul>\n");
  }

  Html table(String caption, List<String> heads, List<List<String>> rows) {
    return table(caption, heads, rows, List.of());
  }

  /** The first cell of a row names it; {@code links} are where these lead, row by row, empty = nowhere. */
  Html table(String caption, List<String> heads, List<List<String>> rows, List<Optional<String>> links) {
    raw("<div class=\"wide\" tabindex=\"0\">\n<table>\n").element("caption", caption).raw("<thead><tr>");
    heads.forEach(h -> element("th scope=\"col\"", h));
    raw("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      Optional<String> link = i < links.size() ? links.get(i) : Optional.empty();
      raw("<tr><th scope=\"row\">");
      link.ifPresent(to -> raw("<a href=\"").text(to).raw("\">"));
      text(row.get(0)).raw(link.isPresent() ? "</a></th>\n" : "</th>\n");
      row.subList(1, row.size()).forEach(cell -> element("td", cell));
      raw("</tr>\n");
    }
    return raw("</tbody>\n</table>\n</div>\n");
  }

  /** The drawing stands in the page itself, so the page stays whole wherever it is sent. */
  Html figure(Figure figure) {
    return raw("<figure>\n").raw(figure.svg()).raw("<figcaption><b>").text(figure.title()).raw(".</b> ").text(figure.caption())
        .raw("</figcaption>\n</figure>\n");
  }

  String document() {
    return out.toString();
  }
}
