package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** Writes torch files as torch.save does, and as it never would. */
class Torch {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream()

  Torch() {
    bytes(0x80, 2)
  }

  Torch bytes(int... values) {
    values.each { out.write(it) }
    this
  }

  Torch global(String module, String name) {
    out.write("c${module}\n${name}\n".bytes)
    this
  }

  Torch text(String s) {
    out.write('X' as char as int)
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(s.length()).array())
    out.write(s.bytes)
    this
  }

  Torch number(long n) {
    ByteBuffer b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n)
    bytes(0x8a, 8)
    out.write(b.array())
    this
  }

  Torch numbers(List<Integer> all) {
    bytes('(' as char as int)
    all.each { number(it) }
    bytes('t' as char as int)
  }

  /** Key and value of a dictionary: {@code _rebuild_tensor_v2(storage, offset, shape, strides, False, OrderedDict())}. */
  Torch tensor(String name, String key, String type, long count, List<Integer> shape, List<Integer> strides, long offset = 0, boolean old = false) {
    text(name).global('torch._utils', '_rebuild_tensor_v2').bytes('(' as char as int, '(' as char as int).text('storage')
        .global('torch', type).text(key).text('cpu').number(count)
    if (old) {
      bytes('N' as char as int)
    }
    bytes('t' as char as int, 'Q' as char as int).number(offset).numbers(shape).numbers(strides).bytes(0x89)
        .global('collections', 'OrderedDict').bytes(')' as char as int, 'R' as char as int, 't' as char as int, 'R' as char as int)
  }

  Torch start() {
    bytes('}' as char as int, '(' as char as int)
  }

  byte[] end() {
    bytes('u' as char as int, '.' as char as int)
    out.toByteArray()
  }

  byte[] stop() {
    bytes('.' as char as int)
    out.toByteArray()
  }

  static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) {
    new ZipOutputStream(Files.newOutputStream(file)).withCloseable { zip ->
      ([('ae/data.pkl'): pickle, ('ae/byteorder'): 'little'.bytes] + storages.collectEntries { k, v -> ["ae/data/$k".toString(), v] }).each { name, data ->
        ZipEntry entry = new ZipEntry(name)
        entry.method = ZipEntry.STORED
        entry.size = data.length
        entry.crc = new CRC32().with { update(data); it.value }
        zip.putNextEntry(entry)
        zip.write(data)
        zip.closeEntry()
      }
    }
    file
  }

  static byte[] floats(float... values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN)
    values.each { b.putFloat(it) }
    b.array()
  }
}
