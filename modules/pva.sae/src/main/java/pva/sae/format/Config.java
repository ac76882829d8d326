package pva.sae.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A JSON object that describes a dictionary, in a file beside its weights. */
final class Config {
  private static final long MAX_BYTES = 1 << 22;

  private final Path file;
  private final JsonNode root;

  private Config(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Fails with PVA-SAE-020 where it is no JSON object and with PVA-SAE-021 where it is missing. */
  static Config read(Path file, String weights) {
    String name = file.getFileName().toString();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw PvaException.failed("PVA-SAE-020", name + " of " + Files.size(file) + " bytes is no configuration").at(file);
      }
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw PvaException.failed("PVA-SAE-020", name + " is not a JSON object").at(file);
      }
      return new Config(file, root);
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-SAE-021", "there is no " + name + " beside the weights").at(file)
          .help("download the whole folder: " + name + " and " + weights);
    } catch (JacksonException e) {
      throw PvaException.failed("PVA-SAE-020", name + " is not JSON, or it is cut off").at(file).because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  /** An object in it; empty where there is none. */
  Config within(String key) {
    return new Config(file, root.path(key));
  }

  Path file() {
    return file;
  }

  private String name() {
    return file.getFileName().toString();
  }

  boolean has(String key) {
    return root.hasNonNull(key);
  }

  JsonNode node(String key) {
    return root.path(key);
  }

  Optional<String> text(String key) {
    JsonNode value = root.path(key);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  OptionalDouble number(String key) {
    JsonNode value = root.path(key);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  /** A number above 0 that the reading needs: PVA-SAE-024. */
  double positive(String key) {
    double value = number(key).orElse(0);
    if (!(value > 0) || Double.isInfinite(value)) {
      throw PvaException.failed("PVA-SAE-024", name() + " has no " + key + " above 0").at(file);
    }
    return value;
  }

  OptionalInt whole(String key) {
    JsonNode value = root.path(key);
    return value.isIntegralNumber() && value.canConvertToInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
  }

  boolean flag(String key, boolean otherwise) {
    return root.has(key) ? root.get(key).asBoolean(otherwise) : otherwise;
  }

  /** Compares a declared size with that of the weights: PVA-SAE-024. */
  void require(String key, int actual) {
    JsonNode value = root.path(key);
    if (!value.isIntegralNumber()) {
      throw PvaException.failed("PVA-SAE-024", name() + " has no whole number " + key).at(file);
    }
    if (!value.canConvertToInt() || value.asInt() != actual) {
      throw PvaException.failed("PVA-SAE-024", name() + " says " + key + " " + value.asString() + ", the weights have " + actual).at(file)
          .help(name() + " and the weights beside it do not belong together");
    }
  }

  /** How many latents may fire: PVA-SAE-026 where it is missing, or is no number from 1 to the number of latents. */
  int k(int dSae) {
    JsonNode k = root.path("k");
    if (!k.isIntegralNumber()) {
      throw PvaException.failed("PVA-SAE-026", name() + " has no k, the number of latents that fire").at(file)
          .help("nothing else says it, and a guess would give other latents");
    }
    if (!k.canConvertToInt() || k.asInt() < 1 || k.asInt() > dSae) {
      throw PvaException.failed("PVA-SAE-026", name() + " has k " + k.asString() + ", which is not from 1 to " + dSae
          + ", the number of latents").at(file);
    }
    return k.asInt();
  }

  /** What a key must say for the file to be read: PVA-SAE-022. */
  PvaException unread(String key, String value, String known) {
    return PvaException.failed("PVA-SAE-022", name() + " has " + key + " `" + value + "`, which is not read").at(file)
        .help("values that are read: " + known);
  }
}
