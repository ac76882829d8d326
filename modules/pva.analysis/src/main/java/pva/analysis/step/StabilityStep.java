package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.stats.Resampling;
import pva.stats.SelectRows;
import pva.stats.Stability;

/** Ranks anew on rows drawn with replacement, whole tasks together. */
public final class StabilityStep {
  public static final int VERSION = 1;
  static final String FILE = "stability.json";
  private static final long SEED = 1;

  private StabilityStep() {
  }

  /** @param chooses the rows that choose: all rows where there is no split */
  public static void write(Study chooses, Filters filters, AnalysisSpec spec, Path folder, Progress progress) {
    int most = spec.rank().top();
    TreeSet<Integer> sizes = Stream.of(1, 5, 10, 20, most).filter(k -> k <= most).collect(Collectors.toCollection(TreeSet::new));
    Resampling resampling = new Resampling(spec.statistics().stability().orElseThrow().resamples(), SEED, 0.95);
    SelectRows rows = SelectRows.all(chooses.data().labels(), chooses.data().taskIds());
    List<Map<String, Object>> overlaps = new ArrayList<>();
    Stability whole = null;
    try (Progress.Task task = progress.start("rank resamples", (long) sizes.size() * resampling.count(), "resamples")) {
      for (int k : sizes) {
        whole = Stability.of(chooses.latents(), rows, spec.rank().by(), filters.kept(), k, resampling,
            Runtime.getRuntime().availableProcessors());
        Map<String, Object> overlap = new LinkedHashMap<>();
        overlap.put("k", k);
        overlap.put("jaccard", whole.jaccard().value());
        overlap.put("low", whole.jaccard().interval().low());
        overlap.put("high", whole.jaccard().interval().high());
        overlaps.add(overlap);
        task.advance(resampling.count());
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("k", most);
    values.put("resamples", resampling.count());
    values.put("latents", Arrays.stream(whole.top()).boxed().toList());
    values.put("shareInTop", Arrays.stream(whole.shareInTop()).boxed().toList());
    values.put("shareFirst", Arrays.stream(whole.shareFirst()).boxed().toList());
    values.put("overlaps", overlaps);
    Json.write(folder.resolve(FILE), values);
  }
}
