package pva.dsl;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import pva.analysis.ModelSpec;
import pva.analysis.Pairing;
import pva.analysis.SaeSpec;
import pva.analysis.SplitSpec;
import pva.base.PvaException;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** What the words do that several blocks share. Names and types of settings were checked before the script ran. */
abstract class SharedWords implements ModelWords, SaeWords, SplitWords {
  private final Consumer<String> messages;
  private final Set<String> said = new HashSet<>();

  SharedWords(Consumer<String> messages) {
    this.messages = messages;
  }

  abstract void take(ModelSpec model);

  abstract void take(DeviceChoice device);

  abstract void take(SaeSpec sae);

  abstract void take(SplitSpec split);

  public void println(Object line) {
    messages.accept(String.valueOf(line));
  }

  /** The compiler sees a word written twice; only the running script sees one reached twice, in a loop. */
  final void once(String word) {
    if (!said.add(word)) {
      throw PvaException.usage("PVA-DSL-009", "`" + word + "` is said twice").word(word);
    }
  }

  @Override
  public void model(String id) {
    model(Map.of(), id);
  }

  @Override
  public void model(Map<String, ?> settings, String id) {
    once("model");
    take(new ModelSpec(id, text(settings, "revision"), Optional.ofNullable((DType) settings.get("dtype"))));
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
    once("device");
    take(where);
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

  @Override
  public void split(SplitSpec rows) {
    once("split");
    take(rows);
  }

  @Override
  public SplitSpec byTask(Map<String, ?> settings) {
    long seed = number(settings, "seed").orElse(42);
    OptionalInt folds = number(settings, "folds");
    if (folds.isPresent()) {
      if (settings.containsKey("select") || settings.containsKey("report")) {
        throw PvaException.usage("PVA-RUN-071", "with folds every row selects and reports, so `select` and `report` have no share")
            .word("split");
      }
      return SplitSpec.folds(folds.getAsInt(), real(settings, "tune", 0.1), seed);
    }
    return SplitSpec.shares(real(settings, "select", 0.5), real(settings, "tune", 0.1), real(settings, "report", 0.4), seed);
  }

  @Override
  public SplitSpec byTask() {
    return byTask(Map.of());
  }

  private static SaeSpec dictionary(Optional<String> architecture, Optional<String> format, Map<String, ?> settings) {
    return new SaeSpec(architecture, format, number(settings, "width"), number(settings, "l0"), text(settings, "from"),
        settings.get("pairing") instanceof Pairing p ? p : Pairing.MATCHED);
  }

  static OptionalInt number(Map<String, ?> settings, String name) {
    return settings.get(name) instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty();
  }

  static double real(Map<String, ?> settings, String name, double otherwise) {
    return settings.get(name) instanceof Number n ? n.doubleValue() : otherwise;
  }

  static Optional<String> text(Map<String, ?> settings, String name) {
    return Optional.ofNullable(settings.get(name)).map(Object::toString);
  }
}
