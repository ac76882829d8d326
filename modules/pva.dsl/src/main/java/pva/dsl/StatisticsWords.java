package pva.dsl;

import java.util.Map;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.StabilitySpec;
import pva.dsl.Named.Setting;

/** The words that say how latents are ranked, tested, measured and held against what is simpler. */
public interface StatisticsWords {
  @Describe(
      says = "The score that orders the latents, and how many of them the report shows.",
      forms = {"rank cohensD(top: 20)", "rank frequencyDifference(top: 20)", "rank welch(top: 20)", "rank auroc(top: 20)"},
      defaults = "cohensD(top: 20)")
  void rank(Taken.Ranking score);

  @Describe(says = "By the size of Cohen's d: mean difference over pooled standard deviation.", forms = "rank cohensD(top: 20)")
  Taken.Ranking cohensD(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  Taken.Ranking cohensD();

  @Describe(says = "By how much more often a latent fires in one group than in the other.", forms = "rank frequencyDifference(top: 20)")
  Taken.Ranking frequencyDifference(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  Taken.Ranking frequencyDifference();

  @Describe(says = "As a ranking: by the size of Welch's t. As a test: Welch's t of unequal means, with its p.",
      forms = {"rank welch(top: 20)", "test welch(), fisher()"})
  Taken.Welch welch();

  Taken.Ranking welch(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  @Describe(says = "The area under the ROC curve. As a ranking: by its distance from one half. As a figure: with its interval.",
      forms = {"rank auroc(top: 20)", "detect auroc(), f1()"})
  Taken.Auroc auroc();

  Taken.Ranking auroc(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  @Describe(
      says = "The tests whose columns the table of latents shows. The family-wise test (max-T) is made in any case.",
      forms = {"test welch(), mannWhitney(), fisher(), permutation(10_000)", "test permutation(10_000)"},
      defaults = "welch(), mannWhitney(), fisher(), permutation(1000)")
  void test(Taken.Testing... tests);

  @Describe(says = "Mann-Whitney's test of ranks, with ties.", forms = "test mannWhitney()")
  Taken.Testing mannWhitney();

  @Describe(says = "Fisher's exact test of firing against correctness.", forms = "test fisher()")
  Taken.Testing fisher();

  @Describe(
      says = "How often max-T deals the labels anew, whole tasks together; no p can be below 1 / (1 + times).",
      forms = "test permutation(10_000)")
  Taken.Testing permutation(@Within(min = 1) int times);

  @Describe(
      says = "How p-values are adjusted for the number of latents, and the level at which one counts as found.",
      forms = {"correct benjaminiHochberg(0.05)", "correct holm(0.05)", "correct bonferroni(0.05)", "correct benjaminiYekutieli(0.05)"},
      defaults = "every correction is in the table; benjaminiHochberg(0.05) is counted")
  void correct(CorrectSpec method);

  @Describe(says = "Bounds the expected share of false ones among the latents found.", forms = "correct benjaminiHochberg(0.05)")
  CorrectSpec benjaminiHochberg(@Within(min = 0, max = 1) double level);

  @Describe(says = "Bounds the expected share of false ones under any dependence; stricter.", forms = "correct benjaminiYekutieli(0.05)")
  CorrectSpec benjaminiYekutieli(@Within(min = 0, max = 1) double level);

  @Describe(says = "Bounds the chance of any false finding; never weaker than bonferroni.", forms = "correct holm(0.05)")
  CorrectSpec holm(@Within(min = 0, max = 1) double level);

  @Describe(says = "Bounds the chance of any false finding: p times the number of latents.", forms = "correct bonferroni(0.05)")
  CorrectSpec bonferroni(@Within(min = 0, max = 1) double level);

  @Describe(
      says = "Which figures of detection the tables show: of every latent, and of the best one on the rows that report.",
      forms = {"detect auroc(), f1()",
          "detect auroc(), averagePrecision(), f1(), mcc(), balancedAccuracy(), calibration(), riskCoverage()"},
      defaults = "every figure")
  void detect(Taken.Detecting... figures);

  @Describe(says = "Mean precision over all thresholds, beside the prevalence that guessing has.", forms = "detect averagePrecision()")
  Taken.Detecting averagePrecision();

  @Describe(says = "F1 at the tuned threshold, beside the F1 of calling every row correct.", forms = "detect f1()")
  Taken.Detecting f1();

  @Describe(says = "Matthews' correlation at the tuned threshold; 0 = no better than chance.", forms = "detect mcc()")
  Taken.Detecting mcc();

  @Describe(says = "Mean of the shares of correct and of incorrect rows recognised; 0.5 = chance.", forms = "detect balancedAccuracy()")
  Taken.Detecting balancedAccuracy();

  @Describe(says = "Brier score, expected calibration error and the reliability figure.", forms = "detect calibration()")
  Taken.Detecting calibration();

  @Describe(says = "Share of wrong answers left when the least certain rows are left unanswered.", forms = "detect riskCoverage()")
  Taken.Detecting riskCoverage();

  @Describe(
      says = "What the best latent is held against, on the same rows. Needs a split.",
      forms = {"compare probe(), differenceOfMeans(), length()",
          "compare probe(), sparseProbe(), randomDictionary(), promptLength(), testCount(), taskKind(from: 'kinds.json')"},
      defaults = "the lengths of answer and prompt alone, where there is a split")
  void compare(BaselineSpec... baselines);

  @Describe(says = "Logistic regression on the raw activation.", forms = "compare probe()")
  BaselineSpec probe();

  @Describe(says = "The direction from the mean incorrect to the mean correct activation.", forms = "compare differenceOfMeans()")
  BaselineSpec differenceOfMeans();

  @Describe(says = "Logistic regression on the best 1, 2, 4, … latents.",
      forms = {"compare sparseProbe()", "compare sparseProbe(upTo: 128)"})
  BaselineSpec sparseProbe();

  BaselineSpec sparseProbe(@Named(@Setting(name = "upTo", type = int.class,
      says = "the largest number of latents; 128 where not said", min = 1))
      Map<String, ?> settings);

  @Describe(says = "Directions drawn at random: what any direction sees.",
      forms = {"compare randomDirections()", "compare randomDirections(20)"})
  BaselineSpec randomDirections();

  BaselineSpec randomDirections(@Within(min = 1) int count);

  @Describe(says = "The best latent of a dictionary with random directions and the same L0.", forms = "compare randomDictionary()")
  BaselineSpec randomDictionary();

  @Describe(says = "Length of the prompt in tokens.", forms = "compare promptLength()")
  BaselineSpec promptLength();

  @Describe(says = "Length of the answer in tokens.", forms = "compare length()")
  BaselineSpec length();

  @Describe(says = "Number of tests a solution has to pass.", forms = "compare testCount()")
  BaselineSpec testCount();

  @Describe(
      says = "The success rate of the task's kind among the rows that choose; then the probe is also measured on kinds it never saw.",
      forms = "compare taskKind(from: 'kinds.json')")
  BaselineSpec taskKind(
      @Named(@Setting(name = "from", type = String.class, says = "JSON file with a kind for every task id, relative to the script"))
      Map<String, ?> settings);

  @Describe(
      says = "A second dataset: what the first one chose is measured on its rows unchanged. Tasks that both hold are left out. Needs a split.",
      forms = "transfer 'other.parquet'", defaults = "no second dataset")
  void transfer(String path);

  @Describe(
      says = "How much of the ranking is left when it is made anew on rows drawn with replacement.",
      forms = "stability bootstrap(200)", defaults = "not looked at")
  void stability(StabilitySpec method);

  @Describe(says = "So many resamples, whole tasks drawn with replacement.", forms = "stability bootstrap(200)")
  StabilitySpec bootstrap(@Within(min = 2) int resamples);
}
