package pva.dsl;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.SaeSpec;
import pva.analysis.spec.ScriptSpecBuilder;

/** What the words do that the blocks with a dictionary and a split share. */
abstract class StudyWords extends SplittingWords implements SaeWords {
  StudyWords(ScriptSpecBuilder<?> spec, Consumer<String> messages) {
    super(spec, messages);
  }

  abstract void take(SaeSpec sae);

  @Override
  public void sae(SaeSpec dictionary) {
    once("sae");
    take(dictionary);
  }

  @Override
  public void sae(String folder) {
    once("sae");
    take(SaeSpec.at(folder));
  }

  @Override
  public SaeSpec jumpRelu(Map<String, ?> settings) {
    return dictionary(Optional.of("jumprelu"), Optional.empty(), settings);
  }

  @Override
  public SaeSpec jumpRelu() {
    return jumpRelu(Map.of());
  }

  @Override
  public SaeSpec gemmaScope(Map<String, ?> settings) {
    return dictionary(Optional.empty(), Optional.of("gemma_scope"), settings);
  }

  @Override
  public SaeSpec gemmaScope() {
    return gemmaScope(Map.of());
  }

  @Override
  public SaeSpec saelens(Map<String, ?> settings) {
    return dictionary(Optional.empty(), Optional.of("sae_lens"), settings);
  }

  @Override
  public SaeSpec llamaScope(Map<String, ?> settings) {
    boolean saelens = settings.get("scale") == LlamaScopeScale.SAE_LENS;
    return dictionary(Optional.empty(), Optional.of(saelens ? "llama_scope_sae_lens" : "llama_scope"), settings);
  }

  @Override
  public SaeSpec llamaScope() {
    return llamaScope(Map.of());
  }

  @Override
  public LlamaScopeScale getSaelensScale() {
    return LlamaScopeScale.SAE_LENS;
  }

  @Override
  public Pairing getPublished() {
    return Pairing.PUBLISHED;
  }

  private static SaeSpec dictionary(Optional<String> architecture, Optional<String> format, Map<String, ?> settings) {
    return new SaeSpec(architecture, format, number(settings, "width"), number(settings, "l0"), text(settings, "from"),
        settings.get("pairing") instanceof Pairing p ? p : Pairing.MATCHED);
  }
}
