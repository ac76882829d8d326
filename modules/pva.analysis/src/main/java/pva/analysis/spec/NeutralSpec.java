package pva.analysis.spec;

import pva.base.PvaException;

/**
 * General text, on which steering should change little.
 *
 * @param corpus JSON lines file with {@code text}, relative to the script
 * @param documents how many are read
 * @param context tokens of each
 */
public record NeutralSpec(String corpus, int documents, int context) {
  public NeutralSpec {
    if (corpus.isBlank() || documents < 1 || context < 2) {
      throw PvaException.usage("PVA-STEER-006", "neutral text is a file, 1 or more documents and 2 or more tokens of each, not '" + corpus
          + "', " + documents + " and " + context).word("neutral");
    }
  }
}
