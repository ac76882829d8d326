package pva.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import pva.base.PvaException;
import pva.model.family.JsonFault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tokenizer.json and tokenizer_config.json say of special tokens.
 *
 * @param special ids that are no text: the tokens named by a role (BOS, end, padding, …) or as additional ones, as
 *     {@code all_special_ids} of transformers has them; only where none is named, the added tokens marked as special
 * @param bos the token before a text, where one is named
 * @param eos the token after a text, where one is named
 * @param pad the padding token, else the end token, else 0
 * @param addBos what {@code add_bos_token} says, where it is there
 */
record TokenizerFiles(Set<Integer> special, OptionalInt bos, OptionalInt eos, int pad, Optional<Boolean> addBos) {
  private static final JsonMapper JSON = new JsonMapper();
  /** Reads one value out of a longer file. */
  private static final ObjectReader PART = JSON.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> ROLES = List.of(
      "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
  private static final Set<String> MODELS = Set.of("BPE", "Unigram", "WordPiece", "WordLevel");

  /** Fails with PVA-TOK-002 (damaged) and PVA-TOK-003 (an unknown kind of tokenizer). */
  static TokenizerFiles read(Path folder) {
    Map<String, Integer> added = new HashMap<>();
    Set<Integer> special = new HashSet<>();
    Path file = Tokenizer.file(folder);
    readAdded(file, added, special);
    Path config = folder.resolve(Tokenizer.CONFIG);
    JsonNode said = Files.isRegularFile(config) ? tree(config) : JSON.createObjectNode();
    OptionalInt bos = id(said, "bos_token", added);
    OptionalInt eos = id(said, "eos_token", added);
    OptionalInt pad = id(said, "pad_token", added);
    Set<Integer> named = named(folder, said, added);
    JsonNode add = said.path("add_bos_token");
    Optional<Boolean> addBos = add.isBoolean() ? Optional.of(add.booleanValue()) : Optional.empty();
    return new TokenizerFiles(Set.copyOf(named.isEmpty() ? special : named), bos, eos, pad.orElse(eos.orElse(0)), addBos);
  }

  /** A mark alone does not make a token special: "<filename>" in a manual page is text, though code models mark it. */
  private static Set<Integer> named(Path folder, JsonNode said, Map<String, Integer> added) {
    Set<Integer> named = new HashSet<>();
    Path map = folder.resolve("special_tokens_map.json");
    for (JsonNode names : List.of(said, Files.isRegularFile(map) ? tree(map) : JSON.createObjectNode())) {
      ROLES.forEach(role -> id(names, role, added).ifPresent(named::add));
      for (JsonNode token : names.path("additional_special_tokens")) {
        id(token, added).ifPresent(named::add);
      }
    }
    return named;
  }

  /** Streams the file, which may have tens of megabytes of merges, and keeps only what is asked. */
  private static void readAdded(Path file, Map<String, Integer> added, Set<Integer> special) {
    try (JsonParser parser = JSON.createParser(file)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw damaged(file, Files.size(file) == 0 ? "it is empty" : "it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("added_tokens")) {
          for (JsonNode token : PART.<JsonNode>readValue(parser)) {
            String content = token.path("content").asString("");
            added.put(content, token.path("id").asInt(-1));
            // byte tokens stand for text, whatever the mark says
            if (token.path("special").asBoolean(false) && !content.matches("<0x[0-9A-F]{2}>")) {
              special.add(token.path("id").asInt(-1));
            }
          }
        } else if (name.equals("model")) {
          model(file, parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw damaged(file, JsonFault.of(e)).because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  private static void model(Path file, JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type") && value == JsonToken.VALUE_STRING && !MODELS.contains(parser.getString())) {
        throw PvaException.failed("PVA-TOK-003", "tokenizer.json has a model of type " + parser.getString()
            + ", which is not known (known: BPE, Unigram, WordPiece, WordLevel)").at(file);
      }
      parser.skipChildren();
    }
  }

  private static JsonNode tree(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw damaged(file, JsonFault.of(e)).because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  /** A token is named by its text, or by an object that holds the text as {@code content}. */
  private static OptionalInt id(JsonNode config, String key, Map<String, Integer> added) {
    return id(config.path(key), added);
  }

  private static OptionalInt id(JsonNode token, Map<String, Integer> added) {
    String content = token.isObject() ? token.path("content").asString("") : token.asString("");
    return added.containsKey(content) ? OptionalInt.of(added.get(content)) : OptionalInt.empty();
  }

  static PvaException damaged(Path file, String why) {
    return PvaException.failed("PVA-TOK-002", file.getFileName() + " is damaged: " + why).at(file).help("fetch the file again");
  }
}
