package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/** Writes npz files as numpy does, and as it never would. */
class Npz {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream()
  private final ZipOutputStream zip = new ZipOutputStream(bytes)

  static byte[] npy(String descr, String shape, byte[] data, String order = 'False') {
    header("{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }", data)
  }

  static byte[] header(String dict, byte[] data) {
    byte[] text = (dict.padRight(53) + '\n').getBytes('UTF-8')
    ByteBuffer b = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
    b.put([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0] as byte[]).putShort((short) text.length).put(text).put(data)
    b.array()
  }

  static byte[] floats(float[] values, ByteOrder order = ByteOrder.LITTLE_ENDIAN) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(order)
    b.asFloatBuffer().put(values)
    b.array()
  }

  static byte[] doubles(double[] values) {
    ByteBuffer b = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN)
    b.asDoubleBuffer().put(values)
    b.array()
  }

  Npz stored(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name)
    entry.method = ZipEntry.STORED
    entry.size = content.length
    CRC32 crc = new CRC32()
    crc.update(content)
    entry.crc = crc.value
    add(entry, content)
  }

  /** Deflated; ZipOutputStream puts the sizes into a data descriptor, as streamed zips do. */
  Npz deflated(String name, byte[] content) {
    add(new ZipEntry(name), content)
  }

  private Npz add(ZipEntry entry, byte[] content) {
    zip.putNextEntry(entry)
    zip.write(content)
    zip.closeEntry()
    this
  }

  byte[] toBytes() {
    zip.close()
    bytes.toByteArray()
  }

  Path write(Path file) {
    Files.write(file, toBytes())
  }
}
