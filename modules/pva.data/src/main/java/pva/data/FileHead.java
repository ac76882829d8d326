package pva.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import pva.base.PvaException;

/** The first bytes of a file, which tell what it is. */
record FileHead(byte[] bytes) {
  static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Fails with PVA-FILE-001 (missing), PVA-FILE-002 (unreadable, a folder) or PVA-DATA-002 (empty). */
  static FileHead read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(4);
      if (bytes.length == 0) {
        throw PvaException.failed("PVA-DATA-002", "the file is empty").at(file);
      }
      return new FileHead(bytes);
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-FILE-001", "no such file").at(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  boolean parquet() {
    return Arrays.equals(bytes, PARQUET);
  }

  boolean utf16() {
    return bytes.length > 1 && (starts(0xFF, 0xFE) || starts(0xFE, 0xFF) || bytes[0] == 0 || bytes[1] == 0);
  }

  boolean utf8Mark() {
    return bytes.length > 2 && starts(0xEF, 0xBB) && (bytes[2] & 0xFF) == 0xBF;
  }

  private boolean starts(int first, int second) {
    return (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
