package pva.analysis.spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pva.tensor.DeviceChoice;

/**
 * What every kind of script says: its model and device, its parameters, and where each word stands. A word said twice counts the last
 * time.
 *
 * @param <B> the builder itself, so that calls chain
 */
public abstract class ScriptSpecBuilder<B extends ScriptSpecBuilder<B>> {
  final Path script;
  final String scriptText;
  final Map<String, Object> params = new LinkedHashMap<>();
  final Map<String, Span> said = new LinkedHashMap<>();
  ModelSpec model = ModelSpec.of("google/gemma-2-9b");
  DeviceChoice device = DeviceChoice.parse("auto");

  ScriptSpecBuilder(Path script, String scriptText) {
    this.script = script;
    this.scriptText = scriptText;
  }

  abstract B self();

  /** The folder that relative paths start from. */
  final Path base() {
    return script.toAbsolutePath().normalize().getParent();
  }

  public final B model(ModelSpec spec) {
    model = spec;
    return self();
  }

  public final B device(DeviceChoice choice) {
    device = choice;
    return self();
  }

  public final B param(String name, Object value) {
    params.put(name, value);
    return self();
  }

  public B said(String word, Span where) {
    said.put(word, where);
    return self();
  }
}
