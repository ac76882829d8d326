package pva.model;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import pva.base.Progress;
import pva.base.PvaException;

/** Runs batches in parts that fit into memory: where it ends, half as much at once, then and from there on. */
final class Halving {
  private final Progress progress;
  /** Tokens at once, padding included. */
  private long most = Long.MAX_VALUE;

  Halving(Progress progress) {
    this.progress = progress;
  }

  /**
   * Runs the texts of a batch, all of them or part by part. What {@code work} throws for another reason, or for a single text,
   * is thrown on.
   *
   * @param length tokens that a text takes
   */
  void run(Batch batch, IntUnaryOperator length, Consumer<Batch> work) {
    int[] texts = batch.texts();
    long longest = Math.max(1, Arrays.stream(texts).map(length).max().orElse(1));
    int each = (int) Math.max(1, Math.min(texts.length, most / longest));
    for (int from = 0; from < texts.length; from += each) {
      Batch part = new Batch(Arrays.copyOfRange(texts, from, Math.min(texts.length, from + each)), batch.cuts());
      try {
        work.accept(part);
      } catch (PvaException e) {
        if (!e.code().equals("PVA-DEV-006") || part.texts().length == 1) {
          throw e;
        }
        most = longest * part.texts().length / 2;
        progress.note("memory does not hold " + longest * part.texts().length + " tokens at once; goes on with half as many");
        run(part, length, work);
      }
    }
  }
}
