package pva.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import pva.base.PvaException;

/**
 * A file of a hub repository.
 *
 * @param path inside the repository, such as {@code layer_20/width_16k/average_l0_71/params.npz}
 * @param size in bytes
 * @param blob the checksum that names its content: SHA-256 of a large file, git's SHA-1 of a small one; empty = not known
 */
public record HubFile(String path, long size, String blob) {
  /** Fails with PVA-HUB-011 where the path would lead out of the repository's folder. */
  public HubFile {
    checked(path);
    Objects.requireNonNull(blob);
  }

  /** A path inside a repository; anything that could lead elsewhere on this machine is refused. */
  static String checked(String path) {
    boolean plain = !path.isEmpty() && path.chars().noneMatch(c -> c < ' ' || c == 127 || c == '\\');
    for (String part : path.split("/", -1)) {
      plain &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!plain) {
      throw PvaException.failed("PVA-HUB-011", "the file name " + printable(path) + " leads out of its repository's folder and is refused")
          .help("a name is a path of plain parts: folder/file");
    }
    try {
      Path.of(path);
    } catch (InvalidPathException e) {
      throw PvaException.failed("PVA-HUB-011", "this system cannot name a file " + printable(path))
          .help("set LC_ALL to C.UTF-8").because(e);
    }
    return path;
  }

  /** Bytes for a reader: {@code 12.3 MB}. */
  static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    for (; value >= 1000 && unit < 4; unit++) {
      value /= 1000;
    }
    String name = new String[] {"bytes", "kB", "MB", "GB", "TB"}[unit];
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, name);
  }

  private static String printable(String path) {
    return "`" + path.replaceAll("\\p{Cntrl}", "?") + "`";
  }
}
