package pva.analysis.record;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pva.analysis.run.RunResult;
import pva.analysis.spec.ModelSpec;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.ScriptSpec;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.model.Checkpoint;
import pva.model.Hook;
import pva.sae.DictionaryInfo;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** {@code run.json}, schema 1, as every kind of run has it: what was asked, of which inputs, its steps, and the hashes of all of it. */
public abstract class RunRecord {
  protected final Map<String, Object> values = new LinkedHashMap<>();

  protected RunRecord(ScriptSpec spec, Instant started) {
    values.put("schema", 1);
    values.put("status", "running");
    values.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    values.put("seconds", null);
    values.put("script", map("path", absolute(spec.script()), "sha256",
        Sha256.of(spec.scriptText().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    Map<String, Object> params = new LinkedHashMap<>();
    spec.params().forEach((name, value) -> params.put(name, value instanceof Number || value instanceof Boolean ? value
        : String.valueOf(value)));
    values.put("params", params);
  }

  protected final void running(DeviceChoice device) {
    values.put("steps", List.of());
    values.put("environment", Environment.values(DeviceKind.of(device)));
    values.put("outputs", Map.of());
  }

  protected static Map<String, Object> model(ModelSpec spec, DeviceChoice device, Checkpoint model, String sha256) {
    return map("id", spec.id(), "path", absolute(model.folder()), "sha256", sha256, "architecture", model.architecture(),
        "layers", model.layers(), "blocks", model.through() + 1,
        "hidden", model.hidden(), "dtype", spec.compute() == DType.BF16 ? "bfloat16" : "float32",
        "device", DeviceKind.of(device));
  }

  protected static Map<String, Object> sae(DictionaryInfo info, Hook hook, Pairing pairing, String sha256) {
    return map("format", info.format(), "architecture", info.architecture(), "dIn", info.dIn(), "dSae", info.dSae(),
        "layer", info.layer().isPresent() ? info.layer().getAsInt() : null, "hook", info.hook(), "reads", hook.toString(),
        "pairing", pairing.name().toLowerCase(Locale.ROOT), "path", absolute(info.path()),
        "files", info.files().stream().map(RunRecord::absolute).toList(), "sha256", sha256);
  }

  public void steps(List<RunResult.StepDone> steps) {
    List<Object> list = new ArrayList<>();
    for (RunResult.StepDone s : steps) {
      Map<String, Object> step = map("name", s.name());
      s.layer().ifPresent(layer -> step.put("layer", layer));
      step.putAll(map("key", s.key(), "cache", s.cache(), "seconds", s.seconds()));
      list.add(step);
    }
    values.put("steps", list);
  }

  public void failed(Throwable e, double seconds) {
    values.put("status", "failed");
    values.put("seconds", seconds);
    values.put("error", e instanceof PvaException p
        ? map("code", p.code(), "message", p.getMessage(), "file", p.file().map(RunRecord::absolute).orElse(null))
        : map("code", null, "message", String.valueOf(e), "file", null));
  }

  public void done(Map<String, String> outputs, double seconds) {
    values.put("status", "done");
    values.put("seconds", seconds);
    values.put("outputs", outputs);
  }

  public Map<String, Object> values() {
    return values;
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> environment() {
    return (Map<String, Object>) values.get("environment");
  }

  protected static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  protected static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
