package pva.analysis.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pva.analysis.run.Cache;
import pva.analysis.run.RunResult;
import pva.model.ActivationStore;

/** Runs steps through the cache and remembers what each did. */
public final class StepLog {
  private final Cache cache;
  private final Consumer<String> log;
  private final List<RunResult.StepDone> done = new ArrayList<>();

  public StepLog(Cache cache, Consumer<String> log) {
    this.cache = cache;
    this.log = log;
  }

  public Cache.Entry run(String name, String key, Cache.Work work) {
    long start = System.nanoTime();
    Cache.Entry entry = cache.obtain(name, key, work);
    double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
    RunResult.StepDone step = new RunResult.StepDone(name, key, entry.hit() ? "hit" : "miss", seconds);
    done.add(step);
    log.accept(name + ": " + (entry.hit() ? "taken from the cache" : "done in " + seconds + " s"));
    return entry;
  }

  /** What is shared by all runs that use this cache. */
  public ActivationStore activations() {
    return cache.activations();
  }

  public List<RunResult.StepDone> done() {
    return List.copyOf(done);
  }
}
