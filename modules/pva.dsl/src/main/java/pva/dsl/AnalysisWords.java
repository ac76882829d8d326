package pva.dsl;

import java.util.Map;
import pva.analysis.FilterSpec;
import pva.analysis.RankSpec;
import pva.analysis.SaeSpec;
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
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id")
      }) Map<String, ?> settings);

  SaeSpec jumpRelu();

  @Describe(
      says = "A dictionary published as Gemma Scope does: params.npz in layer_L/width_W/average_l0_N folders.",
      forms = {"sae gemmaScope(width: 65536)", "sae gemmaScope(width: 16384, l0: 60, from: 'folder or hub id')"})
  SaeSpec gemmaScope(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "l0", type = int.class, says = "average number of active latents, where several are published", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id")
      }) Map<String, ?> settings);

  SaeSpec gemmaScope();

  @Describe(
      says = "A dictionary in the SAELens format: a folder with cfg.json and sae_weights.safetensors.",
      forms = "sae saelens(from: 'folder')")
  SaeSpec saelens(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "l0", type = int.class, says = "average number of active latents, where several are published", min = 1),
        @Setting(name = "from", type = String.class, says = "folder relative to the script, or Hugging Face id")
      }) Map<String, ?> settings);

  @Describe(
      says = "Activations at or below this count as 0, after the dictionary's own rule.",
      forms = "threshold 0.05", defaults = "0.05")
  void threshold(@Within(min = 0) double activation);

  @Describe(
      says = "Drop latents that fire on more than a share of general text, because they tell nothing about code.",
      forms = {"filter pile(0.02)", "filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)"},
      defaults = "no filter")
  void filter(FilterSpec rule);

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
      says = "The score that orders the latents, and how many of them the report shows.",
      forms = {"rank cohensD(top: 20)", "rank frequencyDifference(top: 20)", "rank welch(top: 20)", "rank auroc(top: 20)"},
      defaults = "cohensD(top: 20)")
  void rank(RankSpec score);

  @Describe(says = "By the size of Cohen's d: mean difference over pooled standard deviation.", forms = "rank cohensD(top: 20)")
  RankSpec cohensD(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  RankSpec cohensD();

  @Describe(says = "By how much more often a latent fires in one group than in the other.", forms = "rank frequencyDifference(top: 20)")
  RankSpec frequencyDifference(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  RankSpec frequencyDifference();

  @Describe(says = "By the size of Welch's t.", forms = "rank welch(top: 20)")
  RankSpec welch(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  RankSpec welch();

  @Describe(says = "By the distance of the area under the ROC curve from one half.", forms = "rank auroc(top: 20)")
  RankSpec auroc(@Named(@Setting(name = "top", type = int.class, says = "latents shown in the report", min = 1))
      Map<String, ?> settings);

  RankSpec auroc();
}
