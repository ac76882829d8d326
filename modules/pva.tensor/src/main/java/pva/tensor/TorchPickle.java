package pva.tensor;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A pickle machine that can make nothing but tensors, dictionaries, lists, numbers and text.
 *
 * <p>A pickle is a program: it names functions of Python and has them called. This machine knows the few names that torch
 * writes for tensors, and stops at any other before it could matter. Nothing is looked up or called, so the worst a hostile
 * file reaches is an error; memory is bounded by the length of the pickle, because each of its bytes makes one value at most.
 * Opcodes are those of protocols 2 to 5, as of Python's {@code pickletools}.
 */
final class TorchPickle {
  private static final int LONGEST_TEXT = 1 << 16;

  /** Where a tensor's elements lie: in a storage by name, {@code length} elements of one type. */
  record Storage(String key, DType dtype, long length) {
  }

  /** A view of a storage: offset and strides in elements. */
  record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  }

  /** What the pickle asks for and the reader does not give; the message goes on behind the name of the file. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean forbidden;

    Fault(String message, boolean forbidden) {
      super(message);
      this.forbidden = forbidden;
    }

    /** Whether it asks for something that can run code. */
    boolean forbidden() {
      return forbidden;
    }
  }

  /** A name of Python's that this machine knows. */
  private enum Known {
    ORDERED_DICT, TENSOR, PARAMETER, SIZE, TYPE
  }

  private record Global(Known kind, DType dtype) {
  }

  private static final Object MARK = new Object();
  /** Python's None; a stack of Java's takes no null. */
  static final Object NONE = new Object();
  private static final Map<String, Global> GLOBALS = globals();

  private final ByteBuffer in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private TorchPickle(ByteBuffer in) {
    this.in = in;
  }

  private static Map<String, Global> globals() {
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

  /** Reads one pickle and leaves the buffer behind it. */
  static Object read(ByteBuffer in) throws Fault {
    TorchPickle pickle = new TorchPickle(in.order(ByteOrder.LITTLE_ENDIAN));
    try {
      return pickle.run();
    } catch (BufferUnderflowException e) {
      throw new Fault("ends in the middle", false);
    } catch (ClassCastException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw new Fault("is damaged at byte " + in.position(), false);
    }
  }

  private Object run() throws Fault {
    while (true) {
      int op = in.get() & 0xff;
      if (op == '.') {
        return stack.pop();
      }
      if (!number(op) && !text(op) && !container(op)) {
        step(op);
      }
    }
  }

  private void step(int op) throws Fault {
    switch (op) {
      case 0x80 -> in.get();
      case 0x95 -> in.getLong();
      case 'c' -> push(global(line() + "." + line()));
      case 0x93 -> {
        String name = (String) stack.pop();
        push(global(stack.pop() + "." + name));
      }
      case 'q' -> memo.put(in.get() & 0xffL, stack.getFirst());
      case 'r' -> memo.put(in.getInt() & 0xffffffffL, stack.getFirst());
      case 0x94 -> memo.put((long) memo.size(), stack.getFirst());
      case 'h' -> recall(in.get() & 0xffL);
      case 'j' -> recall(in.getInt() & 0xffffffffL);
      case 'Q' -> push(storage(stack.pop()));
      case 'R' -> reduce();
      case 'b' -> build();
      case '0' -> stack.pop();
      default -> throw new Fault("holds the opcode " + op + " at byte " + (in.position() - 1) + ", which no tensor needs", false);
    }
  }

  private boolean number(int op) throws Fault {
    switch (op) {
      case 'N' -> push(NONE);
      case 0x88 -> push(Boolean.TRUE);
      case 0x89 -> push(Boolean.FALSE);
      case 'K' -> push(in.get() & 0xffL);
      case 'M' -> push(in.getShort() & 0xffffL);
      case 'J' -> push((long) in.getInt());
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 0x8a -> push(longer(in.get() & 0xff));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object longer(int bytes) throws Fault {
    byte[] value = new byte[bytes + 1];
    for (int i = bytes; i > 0; i--) {
      value[i] = in.get();
    }
    value[0] = (byte) (bytes > 0 && value[1] < 0 ? -1 : 0);
    BigInteger whole = new BigInteger(value);
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  private boolean text(int op) throws Fault {
    switch (op) {
      case 'X', 'T', 'B' -> push(text(in.getInt() & 0xffffffffL));
      case 0x8c, 'U', 'C' -> push(text(in.get() & 0xffL));
      case 0x8d -> push(text(in.getLong()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private String text(long length) throws Fault {
    if (length < 0 || length > LONGEST_TEXT) {
      throw new Fault("holds a text of " + length + " bytes", false);
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean container(int op) throws Fault {
    switch (op) {
      case '(' -> push(MARK);
      case ')' -> push(List.of());
      case 't', 'l' -> push(marked());
      case 0x85, 0x86, 0x87 -> push(last(op - 0x84));
      case ']' -> push(new ArrayList<>());
      case '}' -> push(new LinkedHashMap<>());
      case 'd' -> push(pairs(new LinkedHashMap<>(), marked()));
      case 's' -> {
        List<Object> pair = last(2);
        pairs(dictionary(stack.getFirst()), pair);
      }
      case 'u' -> {
        List<Object> items = marked();
        pairs(dictionary(stack.getFirst()), items);
      }
      case 'a' -> {
        Object item = stack.pop();
        list(stack.getFirst()).add(item);
      }
      case 'e' -> {
        List<Object> items = marked();
        list(stack.getFirst()).addAll(items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void push(Object value) {
    stack.push(value);
  }

  private void recall(long place) throws Fault {
    Object value = memo.get(place);
    if (value == null) {
      throw new Fault("recalls what it never kept", false);
    }
    push(value);
  }

  private List<Object> last(int n) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      items.add(stack.pop());
    }
    Collections.reverse(items);
    return items;
  }

  private List<Object> marked() {
    List<Object> items = new ArrayList<>();
    for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
      items.add(item);
    }
    Collections.reverse(items);
    return items;
  }

  private static Map<Object, Object> pairs(Map<Object, Object> into, List<Object> items) throws Fault {
    for (int i = 0; i + 1 < items.size(); i += 2) {
      // other keys would have to be hashed, which a list that holds itself never ends
      if (!(items.get(i) instanceof String) && !(items.get(i) instanceof Long)) {
        throw new Fault("holds a dictionary with keys that are neither text nor whole numbers", false);
      }
      into.put(items.get(i), items.get(i + 1));
    }
    return into;
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> dictionary(Object value) {
    return (Map<Object, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) throws Fault {
    if (!(value instanceof ArrayList)) {
      throw new Fault("adds to what is no list", false);
    }
    return (List<Object>) value;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = (char) (in.get() & 0xff); c != '\n'; c = (char) (in.get() & 0xff)) {
      line.append(c);
    }
    return line.toString();
  }

  private static Global global(String name) throws Fault {
    Global known = GLOBALS.get(name);
    if (known == null) {
      String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
      throw new Fault("asks for `" + shown.replaceAll("\\p{Cntrl}", "?") + "`", true);
    }
    return known;
  }

  /** A persistent id: {@code ('storage', type, key, device, elements)}, and in old files a view that is None. */
  private static Storage storage(Object id) throws Fault {
    List<?> parts = (List<?>) id;
    boolean sound = parts.size() >= 5 && "storage".equals(parts.get(0)) && parts.get(1) instanceof Global type && type.kind == Known.TYPE
        && parts.get(2) instanceof String && parts.get(4) instanceof Long && (parts.size() == 5 || parts.get(5) == NONE);
    if (!sound) {
      throw new Fault("describes a storage in a way that is not known", false);
    }
    return new Storage((String) parts.get(2), ((Global) parts.get(1)).dtype, (Long) parts.get(4));
  }

  private void reduce() throws Fault {
    List<?> args = (List<?>) stack.pop();
    Global function = (Global) stack.pop();
    push(switch (function.kind) {
      case ORDERED_DICT -> empty(args);
      case TENSOR -> tensor(args);
      case PARAMETER -> (View) args.get(0);
      case SIZE -> (List<?>) args.get(0);
      case TYPE -> throw new Fault("makes a storage of its own", false);
    });
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

  /** State of an object: only an OrderedDict may have some ({@code _metadata} of a module), and it is dropped. */
  private void build() throws Fault {
    stack.pop();
    if (!(stack.getFirst() instanceof Map)) {
      throw new Fault("gives state to what is no dictionary", false);
    }
  }
}
