package pva.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.tensor.TorchPickle.Fault;

/** The names of Python's that a pickle of tensors needs, and what this machine makes of them. There are no others. */
final class TorchNames {
  /** Where a tensor's elements lie: in a storage by name, {@code length} elements of one type. */
  record Storage(String key, DType dtype, long length) {
  }

  /** A view of a storage: offset and strides in elements. */
  record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  }

  private enum Known {
    ORDERED_DICT, TENSOR, PARAMETER, SIZE, TYPE
  }

  private record Global(Known kind, DType dtype) {
  }

  private static final Map<String, Global> KNOWN = known();

  private TorchNames() {
  }

  private static Map<String, Global> known() {
    Map<String, Global> known = new HashMap<>();
    known.put("collections.OrderedDict", new Global(Known.ORDERED_DICT, null));
    known.put("torch._utils._rebuild_tensor_v2", new Global(Known.TENSOR, null));
    known.put("torch._utils._rebuild_parameter", new Global(Known.PARAMETER, null));
    known.put("torch.Size", new Global(Known.SIZE, null));
    Map.of("Double", DType.F64, "Float", DType.F32, "Half", DType.F16, "BFloat16", DType.BF16, "Long", DType.I64, "Int", DType.I32,
        "Short", DType.I16, "Char", DType.I8, "Byte", DType.U8, "Bool", DType.BOOL)
        .forEach((name, dtype) -> known.put("torch." + name + "Storage", new Global(Known.TYPE, dtype)));
    return known;
  }

  static Object named(String name) throws Fault {
    Global known = KNOWN.get(name);
    if (known == null) {
      String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
      throw new Fault("asks for `" + shown.replaceAll("\\p{Cntrl}", "?") + "`", true);
    }
    return known;
  }

  /** What Python would get by calling the name; made here, without a call. */
  static Object call(Object name, Object arguments) throws Fault {
    List<?> args = (List<?>) arguments;
    return switch (((Global) name).kind) {
      case ORDERED_DICT -> empty(args);
      case TENSOR -> tensor(args);
      case PARAMETER -> (View) args.get(0);
      case SIZE -> (List<?>) args.get(0);
      case TYPE -> throw new Fault("makes a storage of its own", false);
    };
  }

  private static Object empty(List<?> args) throws Fault {
    if (!args.isEmpty()) {
      throw new Fault("makes an OrderedDict in a way that is not known", false);
    }
    return new LinkedHashMap<>();
  }

  /** {@code (storage, offset, shape, strides, …)} */
  private static View tensor(List<?> args) throws Fault {
    if (args.size() < 4 || !(args.get(0) instanceof Storage storage) || !(args.get(1) instanceof Long offset)) {
      throw new Fault("describes a tensor in a way that is not known", false);
    }
    return new View(storage, offset, wholes(args.get(2)), wholes(args.get(3)));
  }

  private static List<Long> wholes(Object value) throws Fault {
    List<Long> numbers = new ArrayList<>();
    for (Object n : (List<?>) value) {
      numbers.add((Long) n);
    }
    if (numbers.size() > 8) {
      throw new Fault("describes a tensor of " + numbers.size() + " axes", false);
    }
    return numbers;
  }

  /** A persistent id: {@code ('storage', type, key, device, elements)}, and in old files a view that is None. */
  static Storage storage(Object id) throws Fault {
    List<?> parts = (List<?>) id;
    boolean sound = parts.size() >= 5 && "storage".equals(parts.get(0)) && parts.get(1) instanceof Global type && type.kind == Known.TYPE
        && parts.get(2) instanceof String && parts.get(4) instanceof Long && (parts.size() == 5 || parts.get(5) == TorchPickle.NONE);
    if (!sound) {
      throw new Fault("describes a storage in a way that is not known", false);
    }
    return new Storage((String) parts.get(2), ((Global) parts.get(1)).dtype, (Long) parts.get(4));
  }
}
