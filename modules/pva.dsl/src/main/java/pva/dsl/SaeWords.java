package pva.dsl;

import java.util.Map;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.SaeSpec;
import pva.dsl.Named.Setting;

/** The words that say which dictionary is used. */
public interface SaeWords {
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
        @Setting(name = "from", type = String.class,
            says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
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
        @Setting(name = "from", type = String.class,
            says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
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
        @Setting(name = "from", type = String.class,
            says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
        @Setting(name = "pairing", type = Pairing.class, says = "published: as in the published study, off by one layer")
      }) Map<String, ?> settings);

  @Describe(
      says = "A dictionary of Llama Scope, in its publishers' units or in those of SAELens and Neuronpedia.",
      forms = {"sae llamaScope(width: 32768)", "sae llamaScope(width: 32768, scale: saelensScale)"})
  SaeSpec llamaScope(
      @Named({
        @Setting(name = "width", type = int.class, says = "number of latents", min = 1),
        @Setting(name = "from", type = String.class,
            says = "folder relative to the script, or Hugging Face id, or a folder of one: ID/FOLDER"),
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
}
