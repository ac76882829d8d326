package pva.analysis.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import pva.analysis.text.Folders;
import pva.base.CacheFolder;
import pva.base.ProcessLock;
import pva.base.PvaException;
import pva.model.ActivationStore;

/**
 * Finished steps on disk, each under the key of everything that could change it.
 *
 * <p>An entry is a folder {@code steps/NAME/KEY} with its files and a manifest of their sizes and hashes. It is written under a
 * temporary name and renamed, so it is whole or absent; it is checked on every use, and a damaged or foreign one is computed again.
 * Work that can go on where it stopped keeps its parts in {@code KEY.partial}. A lock on {@code KEY.lock} lets one process compute while
 * others wait for its result; a killed process lets go of it.
 */
public final class Cache {
  private final Path root;
  private final HashMemo hashes;

  private Cache(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.hashes = new HashMemo(this.root.resolve("hashes"));
  }

  /** {@code $PVA_CACHE}, else {@code $XDG_CACHE_HOME/pva}, else {@code ~/.cache/pva}. */
  public static Cache standard() {
    return at(CacheFolder.standard());
  }

  public static Cache at(Path root) {
    return new Cache(root);
  }

  /** Runs with the standard cache, or with one that is thrown away where none is wanted. */
  public static <T> T use(RunOptions options, Function<Cache, T> run) {
    if (options.cache()) {
      return run.apply(standard());
    }
    try {
      Path temporary = Files.createTempDirectory("pva-no-cache-");
      try {
        return run.apply(at(temporary));
      } finally {
        Folders.delete(temporary);
      }
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write a temporary folder: " + e.getMessage()).because(e);
    }
  }

  public Path root() {
    return root;
  }

  /** A step's finished files. */
  public record Entry(Path folder, boolean hit) {
    public Path file(String name) {
      return folder.resolve(name);
    }
  }

  /** Computes a step: writes its files into {@code folder}; may keep parts in {@code partial} and find them again after a kill. */
  @FunctionalInterface
  public interface Work {
    void compute(Path folder, Path partial) throws IOException;
  }

  /** Whether a whole entry is there. */
  public boolean has(String step, String key) {
    return Manifest.holds(entry(step, key), step, key);
  }

  /** The entry, computed where it is not there. Fails with PVA-RUN-031 where the cache cannot be written, and with what the work throws. */
  public Entry obtain(String step, String key, Work work) {
    Path entry = entry(step, key);
    if (has(step, key)) {
      return new Entry(entry, true);
    }
    Path lockFile = sibling(entry, ".lock");
    try (ProcessLock lock = ProcessLock.take(lockFile, () -> { })) {
      if (has(step, key)) {
        return new Entry(entry, true);
      }
      compute(entry, step, key, work);
      Files.deleteIfExists(lockFile);
      return new Entry(entry, false);
    } catch (IOException e) {
      throw PvaException.failed("PVA-RUN-031", "cannot write the cache: " + e.getMessage()).at(root)
          .help("say another place with PVA_CACHE=FOLDER, or run with --no-cache").because(e);
    }
  }

  /** What all runs have read of models so far. */
  public ActivationStore activations() {
    return ActivationStore.at(root.resolve("activations"));
  }

  /** SHA-256 of a big file, remembered by path, size, time and inode. */
  public String sha256(Path file) {
    return hashes.of(file);
  }

  private void compute(Path entry, String step, String key, Work work) throws IOException {
    String temporaryStart = "." + key + ".";
    try (Stream<Path> siblings = Files.list(entry.getParent())) { // what a killed process left; the lock says that nobody is at it
      for (Path left : siblings.filter(p -> p.getFileName().toString().startsWith(temporaryStart)).toList()) {
        Folders.delete(left);
      }
    }
    Path temporary = entry.resolveSibling(temporaryStart + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.createDirectories(temporary);
      work.compute(temporary, sibling(entry, ".partial"));
      Manifest.write(temporary, step, key);
      Folders.delete(entry); // only a damaged or foreign one can be there
      Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(temporary);
    }
    Folders.delete(sibling(entry, ".partial"));
  }

  private Path entry(String step, String key) {
    return root.resolve("steps").resolve(step).resolve(key);
  }

  private static Path sibling(Path entry, String ending) {
    return entry.resolveSibling(entry.getFileName() + ending);
  }
}
