package pva.dsl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pva.analysis.AnalysisSpec;
import pva.analysis.FilterRule;
import pva.analysis.FilterSpec;
import pva.analysis.HighNormSpec;
import pva.analysis.ModelSpec;
import pva.analysis.Pairing;
import pva.analysis.SaeSpec;
import pva.analysis.TemplateSpec;
import pva.base.PvaException;
import pva.model.Position;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** What the words do: each fills the spec. Names and types of settings were checked before the script ran. */
final class SpecWords extends SpecStatistics implements AnalysisWords {
  private final AnalysisSpec.Builder spec;
  private final Consumer<String> messages;
  private final Set<String> said = new HashSet<>();

  SpecWords(AnalysisSpec.Builder spec, Consumer<String> messages) {
    this.spec = spec;
    this.messages = messages;
  }

  @Override
  public void println(Object line) {
    messages.accept(String.valueOf(line));
  }

  /** The compiler sees a word written twice; only the running script sees one reached twice, in a loop. */
  @Override
  AnalysisSpec.Builder say(String word) {
    if (!said.add(word)) {
      throw PvaException.usage("PVA-DSL-009", "`" + word + "` is said twice").word(word);
    }
    return spec;
  }

  @Override
  public void dataset(String path) {
    say("dataset").dataset(path);
  }

  @Override
  public void model(String id) {
    model(Map.of(), id);
  }

  @Override
  public void model(Map<String, ?> settings, String id) {
    say("model").model(new ModelSpec(id, text(settings, "revision"), Optional.ofNullable((DType) settings.get("dtype"))));
  }

  @Override
  public DType getFloat32() {
    return DType.F32;
  }

  @Override
  public DType getBfloat16() {
    return DType.BF16;
  }

  @Override
  public void device(DeviceChoice where) {
    say("device").device(where);
  }

  @Override
  public DeviceChoice getAuto() {
    return DeviceChoice.parse("auto");
  }

  @Override
  public DeviceChoice getCpu() {
    return DeviceChoice.parse("cpu");
  }

  @Override
  public DeviceChoice getGpu() {
    return DeviceChoice.parse("gpu");
  }

  @Override
  public DeviceChoice gpu(int index) {
    return DeviceChoice.parse("gpu(" + index + ")");
  }

  @Override
  public void layer(int block) {
    say("layer").layer(block);
  }

  @Override
  public void position(Position token) {
    say("position").position(token);
  }

  @Override
  public Position finalToken() {
    return Position.FINAL;
  }

  @Override
  public Position lastPromptToken() {
    return Position.LAST_PROMPT;
  }

  @Override
  public void sae(SaeSpec dictionary) {
    say("sae").sae(dictionary);
  }

  @Override
  public void sae(String folder) {
    say("sae").sae(SaeSpec.at(folder));
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

  private static SaeSpec dictionary(Optional<String> architecture, Optional<String> format, Map<String, ?> settings) {
    return new SaeSpec(architecture, format, number(settings, "width"), number(settings, "l0"), text(settings, "from"),
        settings.get("pairing") instanceof Pairing p ? p : Pairing.MATCHED);
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

  @Override
  public void threshold(double activation) {
    say("threshold").threshold(activation);
  }

  @Override
  public void filter(FilterRule... rules) {
    AnalysisSpec.Builder builder = say("filter");
    Arrays.stream(rules).forEach(builder::filter);
  }

  @Override
  public FilterSpec pile(double share) {
    return pile(Map.of(), share);
  }

  @Override
  public FilterSpec pile(Map<String, ?> settings, double share) {
    return new FilterSpec("pile", share, text(settings, "corpus"), number(settings, "documents"), number(settings, "context"));
  }

  @Override
  public TemplateSpec template() {
    return new TemplateSpec();
  }

  @Override
  public HighNormSpec highNorm(double medians) {
    return new HighNormSpec(medians);
  }
}
