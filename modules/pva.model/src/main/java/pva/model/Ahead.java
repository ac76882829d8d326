package pva.model;

import java.util.Arrays;
import java.util.function.Function;
import pva.base.PvaException;

/**
 * The next batch, prepared while a GPU still computes the one before: its embeddings are gathered and on their way to the card before
 * anybody waits for results.
 */
final class Ahead implements AutoCloseable {
  private final Function<Batch, Extractor.Open> opening;
  private Extractor.Open prepared;

  Ahead(Function<Batch, Extractor.Open> opening) {
    this.opening = opening;
  }

  /** Prepares a batch. One that cannot be fails when its turn comes: what came before is not to be lost. */
  void prepare(Batch batch) {
    try {
      prepared = opening.apply(batch);
    } catch (PvaException e) {
      prepared = null;
    }
  }

  /** A batch at its beginning; the one that is prepared, if it is this one. */
  Extractor.Open open(Batch batch) {
    Extractor.Open open = prepared;
    prepared = null;
    if (open != null && Arrays.equals(open.texts(), batch.texts())) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    return opening.apply(batch);
  }

  @Override
  public void close() {
    if (prepared != null) {
      prepared.close();
      prepared = null;
    }
  }
}
