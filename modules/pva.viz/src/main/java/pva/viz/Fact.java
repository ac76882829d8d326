package pva.viz;

import java.util.Objects;

/** A label and its value, as words: one line of a list of facts. */
public record Fact(String label, String value) {
  public Fact {
    Objects.requireNonNull(label);
    Objects.requireNonNull(value);
  }
}
