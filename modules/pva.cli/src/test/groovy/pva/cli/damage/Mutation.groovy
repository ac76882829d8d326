package pva.cli.damage

import groovy.transform.CompileStatic
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipException
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream

/** A valid file, damaged at random: bytes of it, and where its form is known also what lies behind lengths and checksums. */
@CompileStatic
class Mutation {
  private static final List<Long> EDGES = [0L, 1L, -1L, 2L, 127L, 128L, 255L, 256L, 32767L, 65535L, 65536L, 2147483647L, -2147483648L,
      4294967295L, 4294967296L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 7]
  private static final List<String> NUMBERS = ['-1', '0', '1', '2', '3', '7', '63', '65', '4096', '2147483647', '2147483648', '4294967296',
      '9223372036854775807', '9223372036854775808', '99999999999999999999999', '1e5', '1e-5', '0.5', '1e309', '-0.0', '1e999999999', '007']
  private static final List<String> WORDS = ['null', 'true', 'false', '[]', '{}', '""', '"x"', '[1]', '[[2, 3]]', '{"a": 1}', '-1', '12', '0.25',
      'NaN', 'Infinity', '"float32"', '"gelu"', '"\\u0000"', '"\\ud800"']
  /** What a pickle of tensors may hold, and a little more. */
  private static final String OPCODES = '.(0ab}])delNKMJGXUTBCtuscqrhjQR\u0080\u0085\u0086\u0087\u0088\u0089\u008a\u008c\u0093\u0094\u0095iop2'

  private final Random random

  private Mutation(Random random) {
    this.random = random
  }

  /** @param members of a zip file; empty for others */
  static byte[] of(byte[] valid, Map<String, byte[]> members, Random random) {
    new Mutation(random).file(valid, members)
  }

  /** The members of a zip file by name, or none where it is another file. */
  static Map<String, byte[]> members(File file) {
    try (ZipFile zip = new ZipFile(file)) {
      return zip.entries().toList().collectEntries { ZipEntry it -> [it.name, zip.getInputStream(it).readAllBytes()] }
    } catch (ZipException e) {
      return Map.of()
    }
  }

  private byte[] file(byte[] valid, Map<String, byte[]> members) {
    boolean behind = random.nextInt(3) > 0
    if (behind && !members.isEmpty()) {
      return zip(members)
    }
    if (behind && valid.length > 9 && new String(valid, 7, 3, StandardCharsets.ISO_8859_1) == '\0{"') {
      return safetensors(valid)
    }
    several(valid)
  }

  /** One member is damaged; the zip around it is right. */
  private byte[] zip(Map<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream()
    ZipOutputStream out = new ZipOutputStream(bytes)
    List<String> names = new ArrayList<>(members.keySet())
    String pickle = names.find { it.endsWith('data.pkl') }
    String hit = pickle != null && random.nextInt(4) > 0 ? pickle : names[random.nextInt(names.size())]
    boolean stored = pickle != null || random.nextBoolean()
    members.forEach { String name, byte[] content ->
      byte[] data = name == hit ? several(content) : content
      ZipEntry entry = new ZipEntry(name)
      if (stored) {
        CRC32 crc = new CRC32()
        crc.update(data)
        entry.method = ZipEntry.STORED
        entry.size = data.length
        entry.crc = crc.value
      }
      out.putNextEntry(entry)
      out.write(data)
      out.closeEntry()
    }
    out.close()
    bytes.toByteArray()
  }

  /** The header is damaged; its length is right. */
  private byte[] safetensors(byte[] valid) {
    int length = (int) ByteBuffer.wrap(valid).order(ByteOrder.LITTLE_ENDIAN).getLong()
    byte[] header = several(Arrays.copyOfRange(valid, 8, 8 + length))
    ByteBuffer all = ByteBuffer.allocate(valid.length - length + header.length).order(ByteOrder.LITTLE_ENDIAN)
    all.putLong(header.length).put(header).put(valid, 8 + length, valid.length - 8 - length).array()
  }

  private byte[] several(byte[] valid) {
    byte[] bytes = valid
    for (int n = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0); n > 0; n--) {
      bytes = once(bytes)
    }
    bytes
  }

  private byte[] once(byte[] valid) {
    if (valid.length == 0) {
      return random.nextBoolean() ? valid : [(byte) random.nextInt(256)] as byte[]
    }
    byte[] bytes = valid.clone()
    int at = place(bytes.length)
    switch (random.nextInt(14)) {
      case 0:
        bytes[at] = (byte) (bytes[at] ^ (1 << random.nextInt(8)))
        return bytes
      case 1:
        bytes[at] = (byte) random.nextInt(256)
        return bytes
      case 2:
        return number(bytes, at)
      case 3:
        return Arrays.copyOf(bytes, at)
      case 4:
        return splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), new byte[0])
      case 5:
        byte[] more = new byte[1 + random.nextInt(16)]
        random.nextBytes(more)
        return splice(bytes, at, at, more)
      case 6:
        int from = place(bytes.length)
        return splice(bytes, at, at, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(64))))
      case 7:
        return swap(bytes, at, place(bytes.length), 1 + random.nextInt(32))
      case 8:
        return splice(bytes, at, at, OPCODES.substring(random.nextInt(OPCODES.length())).take(1).getBytes(StandardCharsets.ISO_8859_1))
      case 9:
        bytes[at] = (byte) OPCODES.charAt(random.nextInt(OPCODES.length()))
        return bytes
      case 10:
        return random.nextInt(8) == 0 ? nested() : bytes
      case 11:
        return word(bytes, /"[^"]{0,60}"|true|false|null|\[[^\[\]]{0,60}\]/, WORDS)
      default:
        return word(bytes, /-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/, NUMBERS)
    }
  }

  /** Headers lie at the beginning and the end. */
  private int place(int length) {
    switch (random.nextInt(3)) {
      case 0: return random.nextInt(length)
      case 1: return random.nextInt(Math.min(length, 400))
      default: return length - 1 - random.nextInt(Math.min(length, 400))
    }
  }

  private byte[] number(byte[] bytes, int at) {
    long edge = EDGES[random.nextInt(EDGES.size())]
    int size = 2 << random.nextInt(3)
    byte[] eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(edge).array()
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = eight[i]
    }
    bytes
  }

  private byte[] word(byte[] bytes, String pattern, List<String> others) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1)
    java.util.regex.Matcher m = java.util.regex.Pattern.compile(pattern).matcher(text)
    if (!m.find(place(bytes.length)) && !m.find(0)) {
      return bytes
    }
    splice(bytes, m.start(), m.end(), others[random.nextInt(others.size())].getBytes(StandardCharsets.ISO_8859_1))
  }

  private byte[] nested() {
    String open = random.nextBoolean() ? '[' : '{"a":'
    (open * (1 << random.nextInt(17))).getBytes(StandardCharsets.ISO_8859_1)
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    ByteBuffer.allocate(bytes.length - (to - from) + with.length).put(bytes, 0, from).put(with).put(bytes, to, bytes.length - to).array()
  }

  private static byte[] swap(byte[] bytes, int one, int other, int length) {
    for (int i = 0; i < length && Math.max(one, other) + i < bytes.length; i++) {
      byte kept = bytes[one + i]
      bytes[one + i] = bytes[other + i]
      bytes[other + i] = kept
    }
    bytes
  }
}
