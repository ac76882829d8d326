package pva.base;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Work that runs beside the thread that needs its result later. */
public final class Beside<T> {
  private final CompletableFuture<T> work;

  private Beside(CompletableFuture<T> work) {
    this.work = work;
  }

  public static <T> Beside<T> start(Supplier<T> work) {
    return new Beside<>(CompletableFuture.supplyAsync(work));
  }

  /** The result, once it is there. Fails with what the work failed with. */
  public T result() {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
