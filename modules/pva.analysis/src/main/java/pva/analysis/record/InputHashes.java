package pva.analysis.record;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import pva.base.ContentKey;

/** The hash of an input that may be several files. */
public final class InputHashes {
  private InputHashes() {
  }

  /** SHA-256 of the only file, or of the list of the files' names and hashes; {@code hash} gives that of a file, perhaps from memory. */
  public static String of(List<Path> files, Function<Path, String> hash) {
    if (files.size() == 1) {
      return hash.apply(files.get(0));
    }
    ContentKey key = ContentKey.of("files", 1);
    for (Path file : files) {
      key.put("name", file.getFileName().toString()).put("sha256", hash.apply(file));
    }
    return key.hex();
  }
}
