package pva.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file that is either whole or absent: to a temporary name in the same folder, then renamed. */
public final class WholeFile {
  private WholeFile() {
  }

  /** What fills the temporary file. */
  @FunctionalInterface
  public interface Filler {
    void fill(Path temporary) throws IOException;
  }

  /**
   * Creates missing parent folders, lets {@code filler} write a temporary file beside {@code target}, then renames it. An
   * existing target is replaced. Fails with PVA-FILE-003 and leaves nothing behind when writing fails.
   */
  public static void write(Path target, Filler filler) {
    Path temporary = null;
    try {
      Path folder = target.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      // not Files.createTempFile: its owner-only mode would stay on the finished file
      temporary = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part");
      filler.fill(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the file: " + e.getMessage()).at(target).because(e);
    } finally {
      discard(temporary);
    }
  }

  public static void write(Path target, byte[] content) {
    write(target, t -> Files.write(t, content));
  }

  public static void write(Path target, String text) {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void discard(Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // the failure that brought us here is the one to report
      }
    }
  }
}
