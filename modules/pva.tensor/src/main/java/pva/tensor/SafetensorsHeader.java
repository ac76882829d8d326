package pva.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The header of a safetensors file, checked: every fault of one entry, and of the entries among each other. */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Map<String, String> metadata) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String METADATA = "__metadata__";

  /**
   * Reads the header's bytes.
   *
   * @param dataStart where the data begins in the file
   * @param dataLength how many bytes of data the file has
   */
  static SafetensorsHeader parse(ByteBuffer json, long dataStart, long dataLength) {
    Map<String, Map<String, JsonNode>> entries = entries(text(json));
    Map<String, String> metadata = metadata(entries.remove(METADATA));
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    entries.forEach((name, fields) -> tensors.put(name, new Entry(name, fields).info(dataStart, dataLength)));
    checkCovered(tensors.values(), dataStart, dataLength);
    return new SafetensorsHeader(Collections.unmodifiableMap(tensors), metadata);
  }

  private static String text(ByteBuffer json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw PvaException.failed("PVA-ST-003", "the header is not UTF-8 text: the file is damaged, or not a safetensors file").because(e);
    }
  }

  /** Both levels are read field by field, because a tree would keep the last of two fields of one name and hide the first. */
  private static Map<String, Map<String, JsonNode>> entries(String text) {
    Map<String, Map<String, JsonNode>> entries = new LinkedHashMap<>();
    try (JsonParser p = JSON.createParser(text)) {
      if (p.nextToken() != JsonToken.START_OBJECT) {
        throw PvaException.failed("PVA-ST-004", "the header is not a JSON object");
      }
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = p.currentName();
        if (p.nextToken() != JsonToken.START_OBJECT) {
          throw PvaException.failed("PVA-ST-005", "the header's entry `" + name + "` is not a JSON object");
        }
        if (entries.put(name, fields(p, name)) != null) {
          throw PvaException.failed("PVA-ST-009", "the header names `" + name + "` twice");
        }
      }
      if (p.nextToken() != null) {
        throw PvaException.failed("PVA-ST-004", "the header is not one JSON object: something follows it");
      }
    } catch (JacksonException e) {
      // lists in lists without end have no place
      String place = e.getLocation() == null ? "" : " at character " + e.getLocation().getCharOffset();
      throw PvaException.failed("PVA-ST-004", "the header is not JSON" + place + ": " + e.getOriginalMessage()).because(e);
    }
    return entries;
  }

  private static Map<String, JsonNode> fields(JsonParser p, String of) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = p.currentName();
      p.nextToken();
      if (fields.put(name, p.readValueAsTree()) != null) {
        throw PvaException.failed("PVA-ST-009", "the header's entry `" + of + "` has `" + name + "` twice");
      }
    }
    return fields;
  }

  private static Map<String, String> metadata(Map<String, JsonNode> fields) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (fields != null) {
      fields.forEach((name, value) -> {
        if (!value.isString()) {
          throw PvaException.failed("PVA-ST-005", "the header's " + METADATA + " may hold only strings, but `" + name + "` is " + value);
        }
        metadata.put(name, value.asString());
      });
    }
    return Collections.unmodifiableMap(metadata);
  }

  private static void checkCovered(Iterable<TensorInfo> tensors, long dataStart, long dataLength) {
    List<TensorInfo> inOrder = new ArrayList<>();
    tensors.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::length));
    for (int i = 1; i < inOrder.size(); i++) {
      TensorInfo before = inOrder.get(i - 1);
      TensorInfo t = inOrder.get(i);
      if (t.offset() < before.offset() + before.length()) {
        throw PvaException.failed("PVA-ST-008",
            "`" + before.name() + "` and `" + t.name() + "` overlap: both claim byte " + (t.offset() - dataStart) + " of the data");
      }
    }
    long covered = dataStart;
    for (TensorInfo t : inOrder) {
      if (t.offset() > covered) {
        throw PvaException.failed("PVA-ST-008", "there is a gap before `" + t.name() + "`: bytes " + (covered - dataStart) + " to "
            + (t.offset() - dataStart) + " of the data belong to no tensor");
      }
      covered = t.offset() + t.length();
    }
    long rest = dataStart + dataLength - covered;
    if (rest > 0) {
      throw PvaException.failed("PVA-ST-008", "the last " + rest + " bytes of the file belong to no tensor");
    }
  }

  /** One entry, not yet believed. */
  private record Entry(String name, Map<String, JsonNode> fields) {
    TensorInfo info(long dataStart, long dataLength) {
      DType dtype = dtype();
      List<Long> shape = numbers("shape");
      List<Long> offsets = numbers("data_offsets");
      long bytes = bytes(dtype, shape);
      if (offsets.size() != 2) {
        throw fault("PVA-ST-005", "data_offsets " + offsets + " are not a begin and an end");
      }
      long begin = offsets.get(0);
      long end = offsets.get(1);
      if (begin < 0 || end < begin) {
        throw fault("PVA-ST-007", "data_offsets " + offsets + (begin < 0 ? " begin before the data" : " end before they begin"));
      }
      if (end > dataLength) {
        throw fault("PVA-ST-007", "data_offsets " + offsets + " end beyond the file, which has " + dataLength
            + " bytes of data: the file is truncated, or its header is wrong").help("download or copy the file again");
      }
      if (end - begin != bytes) {
        throw fault("PVA-ST-006", "the shape " + shape + " of " + dtype + " takes " + bytes + " bytes, but data_offsets " + offsets
            + " hold " + (end - begin));
      }
      return new TensorInfo(name, dtype, shape, dataStart + begin, bytes);
    }

    private DType dtype() {
      String text = field("dtype").asString("");
      return DType.named(text).orElseThrow(() -> fault("PVA-ST-005", "unknown dtype " + field("dtype")));
    }

    private long bytes(DType dtype, List<Long> shape) {
      long bytes = dtype.bytes();
      for (long axis : shape) {
        if (axis < 0) {
          throw fault("PVA-ST-006", "the shape " + shape + " has a negative length");
        }
        if (Math.multiplyHigh(bytes, axis) != 0 || bytes * axis < 0) {
          throw fault("PVA-ST-006", "the shape " + shape + " has more elements than any file can hold");
        }
        bytes *= axis;
      }
      return bytes;
    }

    private List<Long> numbers(String field) {
      JsonNode array = field(field);
      List<Long> numbers = new ArrayList<>();
      for (JsonNode n : array) {
        if (!n.isIntegralNumber() || !n.canConvertToLong()) {
          throw fault("PVA-ST-005", field + " " + array + " must hold whole numbers of 64 bits");
        }
        numbers.add(n.longValue());
      }
      if (!array.isArray()) {
        throw fault("PVA-ST-005", field + " is not a list: " + array);
      }
      return numbers;
    }

    private JsonNode field(String field) {
      JsonNode value = fields.get(field);
      if (value == null) {
        throw fault("PVA-ST-005", "the header gives no " + field);
      }
      return value;
    }

    private PvaException fault(String code, String what) {
      return PvaException.failed(code, "`" + name + "`: " + what);
    }
  }
}
