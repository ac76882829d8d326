package pva.analysis;

import java.util.ArrayList;
import java.util.List;
import pva.base.Progress;

/** Runs steps through the cache and remembers what each did. */
final class StepLog {
  private final Cache cache;
  private final Progress progress;
  private final List<RunResult.StepDone> done = new ArrayList<>();

  StepLog(Cache cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  Cache.Entry run(String name, String key, Cache.Work work) {
    long start = System.nanoTime();
    Cache.Entry entry = cache.obtain(name, key, work);
    double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
    RunResult.StepDone step = new RunResult.StepDone(name, key, entry.hit() ? "hit" : "miss", seconds);
    done.add(step);
    progress.start(name + ": " + (entry.hit() ? "taken from the cache" : "done in " + seconds + " s"), 0, "").close();
    return entry;
  }

  List<RunResult.StepDone> done() {
    return List.copyOf(done);
  }
}
