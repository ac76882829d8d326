package pva.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Program text in the archive format of {@code torch.jit.save}: stored zip members, and a pickle of an object of class M. */
final class TorchArchive {
  private TorchArchive() {
  }

  static byte[] of(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "m/version", "10\n".getBytes(StandardCharsets.US_ASCII));
      put(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      put(zip, "m/data.pkl", instance());
      put(zip, "m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
    }
    return bytes.toByteArray();
  }

  /** Pickle of an object of class __torch__.M whose one attribute is training = False. */
  private static byte[] instance() throws IOException {
    ByteArrayOutputStream p = new ByteArrayOutputStream();
    p.write(new byte[] {(byte) 0x80, 2});
    p.write("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII));
    p.write(new byte[] {'q', 0, ')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    p.write("training".getBytes(StandardCharsets.US_ASCII));
    p.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return p.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry e = new ZipEntry(name);
    e.setMethod(ZipEntry.STORED);
    e.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    e.setCrc(crc.getValue());
    zip.putNextEntry(e);
    zip.write(content);
    zip.closeEntry();
  }
}
