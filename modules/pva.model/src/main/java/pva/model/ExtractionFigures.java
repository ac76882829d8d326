package pva.model;

import java.util.Map;

/**
 * What an extraction did.
 *
 * @param tokens tokens in the rows that were read, BOS included and padding not
 * @param seconds by part: load, tokenize, extract, write
 */
public record ExtractionFigures(int rows, long tokens, Map<String, Double> seconds) {
  public ExtractionFigures {
    seconds = Map.copyOf(seconds);
  }
}
