package pva.analysis.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import pva.base.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Our own small JSON files: maps in, in their order; a number that is not finite becomes null. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {
  }

  public static void write(Path file, Map<String, ?> values) {
    WholeFile.write(file, text(values));
  }

  static String text(Map<String, ?> values) {
    return MAPPER.writeValueAsString(plain(values)).replace("\r\n", "\n") + "\n";
  }

  /** Fails with PVA-RUN-030 where the file is missing or is not JSON. */
  public static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (JacksonException e) {
      throw PvaException.failed("PVA-RUN-030", "cannot read this file as JSON").at(file).because(e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Double d && !Double.isFinite(d)) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(String.valueOf(k), plain(v)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(v -> copy.add(plain(v)));
      return copy;
    }
    return value;
  }
}
