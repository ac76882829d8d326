package pva.analysis.record;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import pva.analysis.run.Cache;
import pva.analysis.run.RunResult;
import pva.model.ActivationStore;

/** Runs steps through the cache and remembers what each did. */
public final class StepLog {
  private final Cache cache;
  private final Consumer<String> log;
  private final String prefix;
  private final List<RunResult.StepDone> done;

  public StepLog(Cache cache, Consumer<String> log) {
    this(cache, log, "", new ArrayList<>());
  }

  private StepLog(Cache cache, Consumer<String> log, String prefix, List<RunResult.StepDone> done) {
    this.cache = cache;
    this.log = log;
    this.prefix = prefix;
    this.done = done;
  }

  /** The same log, in which the names of steps begin otherwise; the cache knows them by their own names. */
  public StepLog named(String begin) {
    return new StepLog(cache, log, begin, done);
  }

  public Cache.Entry run(String name, String key, Cache.Work work) {
    return run(name, OptionalInt.empty(), key, work);
  }

  /** A step that looks at one of several layers. */
  public Cache.Entry run(String name, OptionalInt layer, String key, Cache.Work work) {
    return runAll(name, List.of(layer), List.of(key), missing -> work.compute(missing.get(0).folder(), missing.get(0).partial())).get(0);
  }

  /** A step of several layers, of which those that are not in the cache are done in one go. */
  public List<Cache.Entry> runAll(String name, List<OptionalInt> layers, List<String> keys, Cache.SharedWork work) {
    long start = System.nanoTime();
    List<Cache.Entry> entries = cache.obtainAll(name, keys, work);
    long computed = entries.stream().filter(e -> !e.hit()).count();
    double each = Math.round((System.nanoTime() - start) / 1e6 / (computed > 0 ? computed : keys.size())) / 1e3;
    for (int i = 0; i < keys.size(); i++) {
      boolean hit = entries.get(i).hit();
      double own = hit && computed > 0 ? 0 : each;
      done.add(new RunResult.StepDone(prefix + name, layers.get(i), keys.get(i), hit ? "hit" : "miss", own));
      String what = prefix + name + (layers.get(i).isPresent() ? " of layer " + layers.get(i).getAsInt() : "");
      log.accept(what + ": " + (hit ? "taken from the cache" : "done in " + own + " s"));
    }
    return entries;
  }

  /** What is shared by all runs that use this cache. */
  public ActivationStore activations() {
    return cache.activations();
  }

  public List<RunResult.StepDone> done() {
    return List.copyOf(done);
  }
}
