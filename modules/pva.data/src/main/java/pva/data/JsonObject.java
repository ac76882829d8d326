package pva.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** One line of JSON lines: an object of plain values. Bare NaN and Infinity, as Python writes them, are numbers. */
final class JsonObject {
  private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonObject() {
  }

  /** The members in their order. Fails with PVA-DATA-013 (no JSON object) or PVA-DATA-014 (a name twice). */
  static Map<String, Object> parse(String text, long number) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken start = parser.nextToken();
      if (start != JsonToken.START_OBJECT) {
        throw notObject(start, number);
      }
      Map<String, Object> members = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        if (members.containsKey(name)) {
          throw PvaException.failed("PVA-DATA-014", "line " + number + " has `" + name + "` twice").help("keep the value that holds");
        }
        members.put(name, value(parser));
      }
      if (parser.nextToken() != null) {
        throw PvaException.failed("PVA-DATA-013", "line " + number + " has more than one object").help("put each object on its own line");
      }
      return members;
    } catch (JacksonException e) {
      throw PvaException.failed("PVA-DATA-013", "line " + number + " is not valid JSON" + column(e)).because(e);
    }
  }

  private static String column(JacksonException e) {
    return e.getLocation() == null ? "" : ": it breaks off or goes wrong at column " + e.getLocation().getColumnNr();
  }

  private static PvaException notObject(JsonToken start, long number) {
    if (start != JsonToken.START_ARRAY) {
      return PvaException.failed("PVA-DATA-013", "line " + number + " is not a JSON object");
    }
    PvaException e = PvaException.failed("PVA-DATA-013", "line " + number + " is an array, not an object");
    return number > 1 ? e : e.help("if the file is one JSON array, write one object a line: jq -c '.[]' FILE > FILE.jsonl");
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? new Unsuitable("integer beyond 64 bits") : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case START_ARRAY -> list(parser);
      case START_OBJECT -> nested(parser, "object");
      default -> new Unsuitable(parser.currentToken().toString());
    };
  }

  /** A list of texts; any other list is named, not read. */
  private static Object list(JsonParser parser) {
    List<String> texts = new ArrayList<>();
    boolean plain = true;
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        texts.add(parser.getString());
      } else {
        plain = false;
        parser.skipChildren();
      }
    }
    return plain ? List.copyOf(texts) : new Unsuitable("list");
  }

  private static Object nested(JsonParser parser, String kind) {
    parser.skipChildren();
    return new Unsuitable(kind);
  }
}
