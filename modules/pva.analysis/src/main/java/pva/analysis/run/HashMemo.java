package pva.analysis.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import pva.base.ContentKey;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.base.WholeFile;

/** Remembers the hashes of big files by path, size, modification time and inode, one small file each, so that two processes never clash. */
final class HashMemo {
  private static final long BIG = 16L << 20;

  private final Path folder;

  HashMemo(Path folder) {
    this.folder = folder;
  }

  String of(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes at = Files.readAttributes(real, BasicFileAttributes.class);
      if (at.size() < BIG) {
        return Sha256.of(real);
      }
      String name = ContentKey.of("hash", 1).put("path", real.toString()).put("size", at.size())
          .put("time", at.lastModifiedTime().toString()).put("inode", String.valueOf(at.fileKey())).hex();
      Path memo = folder.resolve(name);
      if (Files.isRegularFile(memo)) {
        String known = Files.readString(memo).strip();
        if (known.matches("[0-9a-f]{64}")) {
          return known;
        }
      }
      String hash = Sha256.of(real);
      WholeFile.write(memo, hash + "\n");
      return hash;
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }
}
