package pva.analysis.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.spec.StatisticsSpec;
import pva.stats.Detector;
import pva.stats.DictionarySize;
import pva.stats.RankBy;
import pva.tensor.SparseMatrix;

/**
 * The detectors of a run: the best latent, both lengths with and without it, the two lengths, which are there in any case, and
 * what the script compares with.
 *
 * @param id its name in tables
 */
public record Detectors(String id, Detector detector) {
  static final String LATENT = "best_latent";
  /** Those that only say what lengths have to do with the others. */
  public static final String LENGTHS = "both_lengths";
  public static final String LATENT_WITH_LENGTHS = "best_latent_with_lengths";
  public static final String PROBE_WITHOUT_LENGTHS = "probe_without_lengths";
  public static final Set<String> ABOUT_LENGTHS = Set.of(LENGTHS, LATENT_WITH_LENGTHS, PROBE_WITHOUT_LENGTHS);
  public static final String LENGTH = "answer_length";
  public static final String PROMPT = "prompt_length";
  public static final String TESTS = "test_count";
  public static final String KIND = "task_kind";
  static final String LENGTH_WORDS = "length of the answer";
  static final String PROMPT_WORDS = "length of the prompt";
  static final String TESTS_WORDS = "number of tests";
  static final String KIND_WORDS = "kind of task";
  private static final List<String> BOTH = List.of(LENGTH_WORDS, PROMPT_WORDS);
  private static final int DIRECTIONS = 20;
  private static final int MOST_LATENTS = 128;
  private static final long SEED = 1;

  /** @param kept by column of the study */
  static List<Detectors> of(StatisticsSpec spec, RankBy by, Study study, boolean[] kept) {
    LatentIndex index = study.index();
    Map<Integer, boolean[]> allowed = index.layers().stream().collect(Collectors.toMap(l -> l, l -> index.of(kept, l)));
    List<Detectors> all = new ArrayList<>();
    all.add(new Detectors(LATENT, Detector.bestLatent(by, allowed)));
    all.add(new Detectors(LENGTHS, Detector.numbers(BOTH).named("both lengths")));
    all.add(new Detectors(LATENT_WITH_LENGTHS, Detector.bestLatent(by, allowed).beside(BOTH).named("both lengths and the best latent")));
    all.add(new Detectors(LENGTH, Detector.number(LENGTH_WORDS)));
    all.add(new Detectors(PROMPT, Detector.number(PROMPT_WORDS)));
    for (BaselineSpec baseline : spec.compare()) {
      switch (baseline.kind()) {
        case PROBE -> {
          all.add(new Detectors("probe", Detector.logistic().named("probe on the raw activation")));
          all.add(new Detectors(PROBE_WITHOUT_LENGTHS, Detector.logistic().residualised(BOTH).named("probe, lengths taken out")));
        }
        case DIFFERENCE_OF_MEANS -> all.add(new Detectors("difference_of_means", Detector.differenceOfMeans()));
        case SPARSE_PROBE -> {
          for (int k = 1; k <= baseline.count().orElse(MOST_LATENTS); k *= 2) {
            all.add(new Detectors("sparse_probe_" + k, Detector.sparseProbe(by, allowed, k).named("probe on " + k
                + (k == 1 ? " latent" : " latents"))));
          }
        }
        case RANDOM_DIRECTIONS -> {
          int count = baseline.count().orElse(DIRECTIONS);
          all.add(new Detectors("random_directions", Detector.randomDirections(count, SEED)
              .named("best of " + count + " random directions")));
        }
        case RANDOM_DICTIONARY -> all.add(new Detectors("random_dictionary", Detector.randomDictionary(by, sizes(study), SEED)
            .named("best latent of a random dictionary")));
        case TEST_COUNT -> all.add(new Detectors(TESTS, Detector.number(TESTS_WORDS)));
        case TASK_KIND -> all.add(new Detectors(KIND, Detector.category(KIND_WORDS)));
        case LENGTH, PROMPT_LENGTH -> { } // there already
      }
    }
    return all;
  }

  /** Of each layer's dictionary. */
  private static Map<Integer, DictionarySize> sizes(Study study) {
    return study.index().layers().stream().collect(Collectors.toMap(l -> l, l -> {
      SparseMatrix latents = study.latents(l);
      return new DictionarySize(latents.cols(), (double) latents.indices().length / latents.rows());
    }));
  }
}
