package pva.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall time of the parts of a command, one after the other. */
final class Clock {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /** Ends the part that has run since the last lap. */
  void lap(String part) {
    long now = System.nanoTime();
    seconds.merge(part, (now - last) / 1e9, Double::sum);
    last = now;
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
