package pva.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pva.stats.Detector;
import pva.stats.RankBy;

/**
 * The detectors of a run: the best latent, the two lengths that are there in any case, and what the script compares with.
 *
 * @param id its name in tables
 */
record Detectors(String id, Detector detector) {
  static final String LATENT = "best_latent";
  static final String LENGTH = "answer_length";
  static final String PROMPT = "prompt_length";
  static final String TESTS = "test_count";
  static final String KIND = "task_kind";
  static final String LENGTH_WORDS = "length of the answer";
  static final String PROMPT_WORDS = "length of the prompt";
  static final String TESTS_WORDS = "number of tests";
  static final String KIND_WORDS = "kind of task";

  static List<Detectors> of(StatisticsSpec spec, RankBy by, int layer, boolean[] kept) {
    List<Detectors> all = new ArrayList<>();
    all.add(new Detectors(LATENT, Detector.bestLatent(by, Map.of(layer, kept))));
    all.add(new Detectors(LENGTH, Detector.number(LENGTH_WORDS)));
    all.add(new Detectors(PROMPT, Detector.number(PROMPT_WORDS)));
    for (BaselineSpec baseline : spec.compare()) {
      all.addAll(of(baseline));
    }
    return all;
  }

  private static List<Detectors> of(BaselineSpec baseline) {
    return switch (baseline.kind()) {
      case LENGTH, PROMPT_LENGTH -> List.of(); // there already
      case TEST_COUNT -> List.of(new Detectors(TESTS, Detector.number(TESTS_WORDS)));
      case TASK_KIND -> List.of(new Detectors(KIND, Detector.category(KIND_WORDS)));
    };
  }
}
