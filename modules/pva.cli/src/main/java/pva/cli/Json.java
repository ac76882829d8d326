package pva.cli;

import tools.jackson.databind.json.JsonMapper;

/** One line of JSON from maps, lists, records and numbers. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
