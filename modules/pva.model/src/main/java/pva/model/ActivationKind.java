package pva.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pva.base.ContentKey;
import pva.base.Sha256;
import pva.tensor.DType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What activations are of: everything that decides their values but the text.
 *
 * @param model content hash of the checkpoint, as {@link Checkpoint#sha256} gives it
 * @param modelId the name of the model's folder
 * @param folder where the model lay when it was last used
 * @param program SHA-256 of the program that computes the model's blocks, because another one rounds differently
 * @param compute {@code F32} or {@code BF16}: the type of the computation
 * @param device {@code cpu} or {@code gpu}; both agree to rounding, not to the byte
 * @param hook such as {@code blocks.4.hook_resid_post}
 * @param everyToken one row a token; otherwise one row a text, at its last token
 * @param width numbers a row
 */
public record ActivationKind(String model, String modelId, Path folder, String program, String compute, String device, String hook,
    boolean everyToken, int width) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SCHEMA = 1;

  static ActivationKind of(ExtractionRequest request, String model, Hook hook) {
    return of(request.checkpoint(), model, hook, request.position(), request.compute(), request.device().gpu());
  }

  static ActivationKind of(Checkpoint checkpoint, String model, Hook hook, Position position, DType compute, boolean gpu) {
    String program = Sha256.of(checkpoint.decoder().program().getBytes(StandardCharsets.UTF_8));
    return new ActivationKind(model, checkpoint.id(), checkpoint.folder().toAbsolutePath().normalize(), program, compute.name(),
        gpu ? "gpu" : "cpu", hook.toString(), position == Position.ALL, checkpoint.width(hook.point()));
  }

  /** The name under which such activations are kept; the model's name and place do not count. */
  String key() {
    return ContentKey.of("activations", SCHEMA).put("model", model).put("program", program).put("compute", compute).put("device", device)
        .put("hook", hook).put("everyToken", everyToken).put("width", width).hex();
  }

  String json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("schema", SCHEMA);
    values.put("model", model);
    values.put("modelId", modelId);
    values.put("folder", folder.toString());
    values.put("program", program);
    values.put("compute", compute);
    values.put("device", device);
    values.put("hook", hook);
    values.put("everyToken", everyToken);
    values.put("width", width);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
  }

  /** What the file says, or nothing where it is damaged. */
  static Optional<ActivationKind> read(Path file) {
    try {
      JsonNode v = JSON.readTree(Files.readAllBytes(file));
      return v.path("schema").asInt(0) != SCHEMA ? Optional.empty() : Optional.of(new ActivationKind(v.get("model").stringValue(),
          v.get("modelId").stringValue(), Path.of(v.get("folder").stringValue()), v.get("program").stringValue(),
          v.get("compute").stringValue(), v.get("device").stringValue(), v.get("hook").stringValue(), v.get("everyToken").booleanValue(),
          v.get("width").intValue()));
    } catch (IOException | JacksonException | NullPointerException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
