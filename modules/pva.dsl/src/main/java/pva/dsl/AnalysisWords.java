package pva.dsl;

import java.util.Map;
import pva.analysis.BaselineSpec;
import pva.analysis.CorrectSpec;
import pva.analysis.FilterRule;
import pva.analysis.FilterSpec;
import pva.analysis.HighNormSpec;
import pva.analysis.Pairing;
import pva.analysis.SaeSpec;
import pva.analysis.SplitSpec;
import pva.analysis.StabilitySpec;
import pva.analysis.TemplateSpec;
import pva.dsl.Named.Setting;
import pva.model.Position;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/**
 * The words inside {@code analysis { }}. A word that returns nothing is a setting and is said at most once; a word that
 * returns a value is what a setting takes. Type checks, help and the starter script all come from this interface.
 */
public interface AnalysisWords {
  /** Prints to where messages go; a script may do so anywhere. */
  void println(Object line);

  @Describe(
      says = "The solutions to analyse: a file, a folder (its newest dataset_*.parquet) or a glob, relative to the script.",
      forms = {"dataset 'data/datasets'", "dataset 'solutions.jsonl'"},
      defaults = "the newest data/datasets/dataset_*.parquet")
  void dataset(String path);

  @Describe(
      says = "The language model: a Hugging Face id, or a local folder relative to the script.",
      forms = {"model 'google/gemma-2-9b'", "model 'google/gemma-2-9b', revision: 'main', dtype: bfloat16"},
      defaults = "google/gemma-2-9b")
  void model(String id);

  void model(
      @Named({
        @Setting(name = "revision", type = String.class, says = "the branch, tag or commit of the Hugging Face repository"),
        @Setting(name = "dtype", type = DType.class, says = "float32 or bfloat16, the type to compute in; float32 where not said")
      }) Map<String, ?> settings,
      String id);

  @Describe(says = "Compute in 32-bit floating point.", forms = "model 'google/gemma-2-9b', dtype: float32")
  DType getFloat32();

  @Describe(says = "Compute in bfloat16: half the memory, faster on hardware that has it.",
      forms = "model 'google/gemma-2-9b', dtype: bfloat16")
  DType getBfloat16();

  @Describe(says = "Where tensors live.", forms = {"device auto", "device cpu", "device gpu", "device gpu(1)"}, defaults = "auto")
  void device(DeviceChoice where);

  @Describe(says = "The first GPU if there is one, else the CPU.", forms = "device auto")
  DeviceChoice getAuto();

  @Describe(says = "The CPU, also where there is a GPU.", forms = "device cpu")
  DeviceChoice getCpu();

  @Describe(says = "A GPU, by its index; the first where none is named.", forms = {"device gpu", "device gpu(1)"})
  DeviceChoice getGpu();

  DeviceChoice gpu(@Within(min = 0) int index);

  @Describe(
      says = "The residual stream after this block, counted from 0; -1 is the last block. It has to be said.",
      forms = {"layer 41", "layer -1"})
  void layer(@Within(min = -1) int block);

  @Describe(says = "Which token stands for a row.", forms = {"position finalToken()", "position lastPromptToken()"},
      defaults = "finalToken()")
  void position(Position token);

  @Describe(says = "The last token of prompt and solution: the model has read everything.", forms = "position finalToken()")
  Position finalToken();

  @Describe(says = "The last token of the prompt: the model has not yet written anything.", forms = "position lastPromptToken()")
  Position lastPromptToken();

  @Describe(
      says = "The sparse autoencoder whose latents are scored; a folder alone means: detect the format.",
      forms = {"sae jumpRelu(width: 65536)", "sae gemmaScope(width: 65536)", "sae saelens(from: 'folder')", "sae 'folder'"},
      defaults = "the Gemma Scope residual dictionary of the model and layer")
  void sae(SaeSpec dictionary);

  void sae(String folder);

  @Describe(
      says = "A JumpReLU dictionary, whatever format it is published in.",
      forms = {"sae jumpRelu(width: 65536)", "sae jumpRelu(width: 65536, l0: 60, from: 'folder or hub id')"})
  SaeSpec jumpRelu(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "l0", type = int.class, says = "average number of active latents, where several are published", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
        @Setting(name = "pairing", type = Pairing.class, says = "published: as in the published study, off by one layer")
      }) Map<String, ?> settings);

  SaeSpec jumpRelu();

  @Describe(
      says = "A dictionary of Gemma Scope (Gemma 2) or Gemma Scope 2 (Gemma 3); by model, layer and width, with the canonical L0.",
      forms = {"sae gemmaScope(width: 65536)", "sae gemmaScope(width: 16384, l0: 60, from: 'folder or hub id')"})
  SaeSpec gemmaScope(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "l0", type = int.class, says = "average number of active latents, where several are published", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
        @Setting(name = "pairing", type = Pairing.class, says = "published: as in the published study, off by one layer")
      }) Map<String, ?> settings);

  SaeSpec gemmaScope();

  @Describe(
      says = "A dictionary in the SAELens format: a folder with cfg.json and sae_weights.safetensors.",
      forms = "sae saelens(from: 'folder')")
  SaeSpec saelens(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "l0", type = int.class, says = "average number of active latents, where several are published", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
        @Setting(name = "pairing", type = Pairing.class, says = "published: as in the published study, off by one layer")
      }) Map<String, ?> settings);

  @Describe(
      says = "A dictionary of Llama Scope, in its publishers' units or in those of SAELens and Neuronpedia.",
      forms = {"sae llamaScope(width: 32768)", "sae llamaScope(width: 32768, scale: saelensScale)"})
  SaeSpec llamaScope(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
        @Setting(name = "pairing", type = Pairing.class, says = "published: as in the published study, off by one layer"),
        @Setting(name = "scale", type = LlamaScopeScale.class, says = "saelensScale: activations as SAELens and Neuronpedia have them")
      }) Map<String, ?> settings);

  SaeSpec llamaScope();

  @Describe(
      says = "Activations larger by the factor that SAELens puts on the input of Llama Scope; its publishers' own where not said.",
      forms = "sae llamaScope(width: 32768, scale: saelensScale)")
  LlamaScopeScale getSaelensScale();

  @Describe(
      says = "The residual stream before block L given to the dictionary of layer L, as in the published study (arXiv 2510.02917). It is off "
          + "by one; every output says so.",
      forms = "sae gemmaScope(width: 16384, pairing: published)")
  Pairing getPublished();

  @Describe(
      says = "Activations at or below this count as 0, after the dictionary's own rule.",
      forms = "threshold 0.05", defaults = "0.05")
  void threshold(@Within(min = 0) double activation);

  @Describe(
      says = "Drop latents, or leave out rows, that cannot tell correct from incorrect code, without a look at the labels.",
      forms = {"filter pile(0.02)", "filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)",
          "filter pile(0.02), template(), highNorm(10)"},
      defaults = "no filter")
  void filter(FilterRule... rules);

  @Describe(
      says = "Firing rates on a general-text corpus: latents above this share of its tokens are dropped.",
      forms = {"filter pile(0.02)", "filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)"})
  FilterSpec pile(@Within(min = 0, max = 1) double share);

  FilterSpec pile(
      @Named({
        @Setting(name = "corpus", type = String.class, says = "JSON lines file with `text`, relative to the script"),
        @Setting(name = "documents", type = int.class, says = "read only the first documents", min = 1),
        @Setting(name = "context", type = int.class, says = "cut each document at this many tokens", min = 2)
      }) Map<String, ?> settings,
      @Within(min = 0, max = 1) double share);

  @Describe(
      says = "Drop latents that fire on every row or on none: they see the template that all rows share.",
      forms = "filter template()")
  TemplateSpec template();

  @Describe(
      says = "Leave out rows whose activation is more than so many times as long as the median one: attention sinks.",
      forms = "filter highNorm(10)")
  HighNormSpec highNorm(@Within(min = 1) double medians);

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
      says = "Which rows choose and which report. What is chosen (latent, sign, threshold) never sees the rows that report.",
      forms = {"split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)", "split byTask(folds: 5, seed: 42)"},
      defaults = "no split: every row chooses and reports, and the report says what that does to the figures")
  void split(SplitSpec rows);

  @Describe(
      says = "Whole tasks are dealt to the parts, with equal shares of correct rows; with folds every row reports once.",
      forms = {"split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)", "split byTask(folds: 5, seed: 42)"})
  SplitSpec byTask(
      @Named({
        @Setting(name = "select", type = double.class, says = "share of the rows that choose latent and sign; 0.5 where not said", min = 0),
        @Setting(name = "tune", type = double.class, says = "share that chooses the threshold; 0.1 where not said", min = 0),
        @Setting(name = "report", type = double.class, says = "share that is looked at once; 0.4 where not said", min = 0),
        @Setting(name = "folds", type = int.class, says = "nested folds instead of shares, for few rows", min = 2),
        @Setting(name = "seed", type = int.class, says = "of the drawing; 42 where not said", min = 0)
      }) Map<String, ?> settings);

  SplitSpec byTask();

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
      forms = {"detect auroc(), f1()", "detect auroc(), averagePrecision(), f1(), mcc(), balancedAccuracy(), calibration(), riskCoverage()"},
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
      defaults = "nothing but the length of the answer, where there is a split")
  void compare(BaselineSpec... baselines);

  @Describe(says = "Logistic regression on the raw activation.", forms = "compare probe()")
  BaselineSpec probe();

  @Describe(says = "The direction from the mean incorrect to the mean correct activation.", forms = "compare differenceOfMeans()")
  BaselineSpec differenceOfMeans();

  @Describe(says = "Logistic regression on the best 1, 2, 4, … latents.", forms = {"compare sparseProbe()", "compare sparseProbe(upTo: 128)"})
  BaselineSpec sparseProbe();

  BaselineSpec sparseProbe(@Named(@Setting(name = "upTo", type = int.class, says = "the largest number of latents; 128 where not said", min = 1))
      Map<String, ?> settings);

  @Describe(says = "Directions drawn at random: what any direction sees.", forms = {"compare randomDirections()", "compare randomDirections(20)"})
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
      says = "How much of the ranking is left when it is made anew on rows drawn with replacement.",
      forms = "stability bootstrap(200)", defaults = "not looked at")
  void stability(StabilitySpec method);

  @Describe(says = "So many resamples, whole tasks drawn with replacement.", forms = "stability bootstrap(200)")
  StabilitySpec bootstrap(@Within(min = 2) int resamples);
}
