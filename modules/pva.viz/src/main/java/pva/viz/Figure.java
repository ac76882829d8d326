package pva.viz;

import java.util.Objects;

/**
 * A drawn figure.
 *
 * @param name file name without its ending, such as {@code top_latents}
 * @param title one line that says what is shown
 * @param caption how to read it and what it does not show
 * @param svg a whole SVG document; the same input gives the same bytes
 */
public record Figure(String name, String title, String caption, String svg) {
  public Figure {
    Objects.requireNonNull(name);
    Objects.requireNonNull(title);
    Objects.requireNonNull(caption);
    Objects.requireNonNull(svg);
  }

  /** The same figure with a warning in the drawing itself and in its caption, so that it stays wherever the drawing goes. */
  public Figure marked(String warning) {
    return new Figure(name, title, caption + " " + warning, Mark.below(this, warning));
  }
}
