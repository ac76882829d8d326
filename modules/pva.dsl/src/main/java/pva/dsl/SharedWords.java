package pva.dsl;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import pva.analysis.spec.ModelSpec;
import pva.analysis.spec.ScriptSpecBuilder;
import pva.base.PvaException;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** What the words do that all blocks share. Names and types of settings were checked before the script ran. */
abstract class SharedWords implements ModelWords {
  private final ScriptSpecBuilder<?> spec;
  private final Consumer<String> messages;
  private final Set<String> said = new HashSet<>();

  SharedWords(ScriptSpecBuilder<?> spec, Consumer<String> messages) {
    this.spec = spec;
    this.messages = messages;
  }

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
    spec.model(new ModelSpec(id, text(settings, "revision"), Optional.ofNullable((DType) settings.get("dtype"))));
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
    spec.device(where);
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
