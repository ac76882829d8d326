package pva.analysis.steer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import pva.analysis.text.Json;
import pva.model.Gate;
import pva.model.Hook;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;
import tools.jackson.databind.JsonNode;

/**
 * The gate of a study in plain numbers: steering happens where {@code x · weights + bias} is above the threshold.
 *
 * @param eachToken whether every token is asked for itself; else the last one of the prompt
 * @param words what is asked, such as {@code latent 955 above 0.5}
 */
record OpenGate(float[] weights, double bias, double threshold, boolean eachToken, String words) {
  private static final String FILE = "gate.json";
  private static final String VECTOR = "gate.safetensors";

  Gate at(Hook hook) {
    return new Gate(hook, weights, bias, threshold, eachToken);
  }

  /** Whether it is open for the values of a token, which stand at {@code at}. */
  boolean open(float[] values, int at) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += (double) weights[i] * values[at + i];
    }
    return sum > threshold;
  }

  /** The same limit, open on its other side. */
  OpenGate below() {
    float[] negative = new float[weights.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -weights[i];
    }
    return new OpenGate(negative, -bias, -threshold, eachToken, words);
  }

  void write(Path folder) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bias", bias);
    values.put("threshold", threshold);
    values.put("eachToken", eachToken);
    values.put("words", words);
    Json.write(folder.resolve(FILE), values);
    new SafetensorsWriter().f32("gate", weights, 1, weights.length).write(folder.resolve(VECTOR));
  }

  static OpenGate read(Path folder) {
    JsonNode json = Json.read(folder.resolve(FILE));
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(VECTOR))) {
      return new OpenGate(file.vector("gate"), json.path("bias").asDouble(), json.path("threshold").asDouble(),
          json.path("eachToken").asBoolean(), json.path("words").asString());
    }
  }
}
