package pva.model.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A config.json, read with suspicion: a key is there with the right type, or the error names it. A key that is null counts
 * as absent, as it does in transformers.
 */
public final class Config {
  private static final JsonMapper JSON = new JsonMapper();
  /** Ten times as many as any model has; each costs memory before the weights can contradict. */
  private static final int MOST_BLOCKS = 2000;

  private final Path file;
  private final String at;
  private final JsonNode object;

  private Config(Path file, String at, JsonNode object) {
    this.file = file;
    this.at = at;
    this.object = object;
  }

  /** Fails with PVA-MODEL-001 (no such file) and PVA-MODEL-002 (not a JSON object). */
  public static Config open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw PvaException.failed("PVA-MODEL-001", "there is no " + file.getFileName() + ", so this is not a model folder").at(file)
          .help("a model folder holds config.json, model.safetensors (or its shards and their index) and tokenizer.json");
    }
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(file));
      if (node == null || !node.isObject()) {
        throw PvaException.failed("PVA-MODEL-002", file.getFileName() + " is not a JSON object").at(file);
      }
      return new Config(file, "", node);
    } catch (JacksonException e) {
      throw PvaException.failed("PVA-MODEL-002", file.getFileName() + " is damaged, or not JSON: " + JsonFault.of(e))
          .at(file).because(e).help("fetch the file again");
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  public Path file() {
    return file;
  }

  /** The same, where an absent key means what is given for it here. */
  public Config or(Map<String, Integer> absent) {
    ObjectNode all = ((ObjectNode) object).deepCopy();
    absent.entrySet().stream().filter(e -> !has(e.getKey())).forEach(e -> all.put(e.getKey(), e.getValue()));
    return new Config(file, at, all);
  }

  public boolean has(String key) {
    return node(key) != null;
  }

  /** A whole number of 1 or more. */
  public int count(String key) {
    JsonNode value = required(key);
    if (!value.isInt() || value.intValue() < 1) {
      throw wrong(key, value, "a whole number of 1 or more");
    }
    return value.intValue();
  }

  public int count(String key, int absent) {
    return has(key) ? count(key) : absent;
  }

  /** A number of blocks. */
  public int blocks(String key) {
    int blocks = count(key);
    if (blocks > MOST_BLOCKS) {
      throw wrong(key, required(key), "a number of blocks up to " + MOST_BLOCKS);
    }
    return blocks;
  }

  /** A finite number above 0. */
  public double positive(String key) {
    JsonNode value = required(key);
    if (!value.isNumber() || !(value.doubleValue() > 0) || Double.isInfinite(value.doubleValue())) {
      throw wrong(key, value, "a number above 0");
    }
    return value.doubleValue();
  }

  public double positive(String key, double absent) {
    return has(key) ? positive(key) : absent;
  }

  public Optional<String> text(String key) {
    JsonNode value = node(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw wrong(key, value, "a text");
    }
    return Optional.of(value.stringValue());
  }

  public Optional<List<String>> texts(String key) {
    JsonNode value = node(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isArray() || StreamSupport.stream(value.spliterator(), false).anyMatch(v -> !v.isString())) {
      throw wrong(key, value, "a list of texts");
    }
    return Optional.of(StreamSupport.stream(value.spliterator(), false).map(JsonNode::stringValue).toList());
  }

  /** Token ids: one, or a list; none where the key is absent. */
  public List<Integer> ids(String key) {
    JsonNode value = node(key);
    if (value == null) {
      return List.of();
    }
    List<JsonNode> all = value.isArray() ? StreamSupport.stream(value.spliterator(), false).toList() : List.of(value);
    if (all.stream().anyMatch(v -> !v.isInt() || v.intValue() < 0)) {
      throw wrong(key, value, "a token id or a list of them");
    }
    return all.stream().map(JsonNode::intValue).toList();
  }

  /** The object under a key, whose own keys are named {@code key.inner} in errors. */
  public Optional<Config> inner(String key) {
    JsonNode value = node(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong(key, value, "an object");
    }
    return Optional.of(new Config(file, at + key + ".", value));
  }

  public boolean flag(String key, boolean absent) {
    JsonNode value = node(key);
    if (value != null && !value.isBoolean()) {
      throw wrong(key, value, "true or false");
    }
    return value == null ? absent : value.booleanValue();
  }

  /** Refuses a flag that is set: its model would run, and wrongly. */
  public void needFalse(String key) {
    JsonNode value = node(key);
    if (value != null && !(value.isBoolean() && !value.booleanValue())) {
      throw unsupported(key, value.toString(), "false");
    }
  }

  /** Refuses a flag that is not set; absent means set. */
  public void needTrue(String key) {
    if (!flag(key, true)) {
      throw unsupported(key, "false", "true");
    }
  }

  /** Refuses a key that may not be there at all. */
  public void needAbsent(String key) {
    if (has(key)) {
      throw unsupported(key, node(key).toString(), "no such key");
    }
  }

  /** Refuses every text but the given one, which is also what an absent key means. */
  public void needText(String key, String only) {
    String value = text(key).orElse(only);
    if (!value.equals(only)) {
      throw unsupported(key, value, only);
    }
  }

  public PvaException unsupported(String key, String value, String supported) {
    return PvaException.failed("PVA-MODEL-005",
        file.getFileName() + ": " + at + key + " is " + value + ", which is not supported (supported: " + supported + ")").at(file);
  }

  private PvaException wrong(String key, JsonNode value, String wanted) {
    return PvaException.failed("PVA-MODEL-003", file.getFileName() + ": " + at + key + " is " + value + ", not " + wanted).at(file);
  }

  private JsonNode required(String key) {
    JsonNode value = node(key);
    if (value == null) {
      throw PvaException.failed("PVA-MODEL-003", file.getFileName() + ": " + at + key + " is missing").at(file);
    }
    return value;
  }

  private JsonNode node(String key) {
    JsonNode value = object.get(key);
    return value == null || value.isNull() ? null : value;
  }
}
