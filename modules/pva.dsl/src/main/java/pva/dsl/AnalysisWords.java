package pva.dsl;

import java.util.Map;
import pva.analysis.FilterRule;
import pva.analysis.FilterSpec;
import pva.analysis.HighNormSpec;
import pva.analysis.Pairing;
import pva.analysis.SaeSpec;
import pva.analysis.TemplateSpec;
import pva.dsl.Named.Setting;
import pva.model.Position;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/**
 * The words inside {@code analysis { }}. A word that returns nothing is a setting and is said at most once; a word that
 * returns a value is what a setting takes. Type checks, help and the starter script all come from this interface.
 */
public interface AnalysisWords extends StatisticsWords {
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
}
