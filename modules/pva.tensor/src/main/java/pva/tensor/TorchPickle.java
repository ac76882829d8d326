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
 * writes for tensors ({@link TorchNames}), and stops at any other before it could matter. Nothing is looked up or called, so
 * the worst a hostile file reaches is an error; memory is bounded by the length of the pickle, because each of its bytes makes
 * one value at most.
 * Opcodes are those of protocols 2 to 5, as of Python's {@code pickletools}.
 */
final class TorchPickle {
  private static final int LONGEST_TEXT = 1 << 16;

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

  private static final Object MARK = new Object();
  /** Python's None; a stack of Java's takes no null. */
  static final Object NONE = new Object();

  private final ByteBuffer in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private TorchPickle(ByteBuffer in) {
    this.in = in;
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
      case 'c' -> push(TorchNames.named(line() + "." + line()));
      case 0x93 -> {
        String name = (String) stack.pop();
        push(TorchNames.named(stack.pop() + "." + name));
      }
      case 'q' -> memo.put(in.get() & 0xffL, stack.getFirst());
      case 'r' -> memo.put(in.getInt() & 0xffffffffL, stack.getFirst());
      case 0x94 -> memo.put((long) memo.size(), stack.getFirst());
      case 'h' -> recall(in.get() & 0xffL);
      case 'j' -> recall(in.getInt() & 0xffffffffL);
      case 'Q' -> push(TorchNames.storage(stack.pop()));
      case 'R' -> {
        Object args = stack.pop();
        push(TorchNames.call(stack.pop(), args));
      }
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

  /** State of an object: only an OrderedDict may have some ({@code _metadata} of a module), and it is dropped. */
  private void build() throws Fault {
    stack.pop();
    if (!(stack.getFirst() instanceof Map)) {
      throw new Fault("gives state to what is no dictionary", false);
    }
  }
}
