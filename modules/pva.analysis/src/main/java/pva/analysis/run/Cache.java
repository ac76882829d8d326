package pva.analysis.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    return obtainAll(step, List.of(key), missing -> work.compute(missing.get(0).folder(), missing.get(0).partial())).get(0);
  }

  /** Computes several entries of a step in one go, each into its own folder. */
  @FunctionalInterface
  public interface SharedWork {
    void compute(List<Place> missing) throws IOException;
  }

  /**
   * Where the files of an entry go that is not there.
   *
   * @param number its place among the keys asked for
   */
  public record Place(int number, Path folder, Path partial) {
  }

  /** The same of several keys that differ: those that are not there are computed together, those that are there stay as they are. */
  public List<Entry> obtainAll(String step, List<String> keys, SharedWork work) {
    // locks are taken in one order by all, so that nobody waits for ever
    Set<String> missing = new TreeSet<>(keys.stream().filter(key -> !has(step, key)).toList());
    try (Locks locks = new Locks()) {
      for (String key : missing) {
        locks.take(sibling(entry(step, key), ".lock"));
      }
      missing.removeIf(key -> has(step, key));
      if (!missing.isEmpty()) {
        compute(step, keys, missing, work);
      }
      locks.delete();
    } catch (IOException e) {
      throw PvaException.failed("PVA-RUN-031", "cannot write the cache: " + e.getMessage()).at(root)
          .help("say another place with PVA_CACHE=FOLDER, or run with --no-cache").because(e);
    }
    return keys.stream().map(key -> new Entry(entry(step, key), !missing.contains(key))).toList();
  }

  private static final class Locks implements AutoCloseable {
    private final List<Path> files = new ArrayList<>();
    private final List<ProcessLock> held = new ArrayList<>();

    void take(Path file) throws IOException {
      held.add(ProcessLock.take(file, () -> { }));
      files.add(file);
    }

    void delete() throws IOException {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }

    @Override
    public void close() throws IOException {
      for (ProcessLock lock : held) {
        lock.close();
      }
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

  private void compute(String step, List<String> keys, Set<String> missing, SharedWork work) throws IOException {
    List<Place> places = new ArrayList<>();
    try {
      for (int i = 0; i < keys.size(); i++) {
        if (missing.contains(keys.get(i))) {
          Path entry = entry(step, keys.get(i));
          places.add(new Place(i, temporary(entry), sibling(entry, ".partial")));
        }
      }
      work.compute(places);
      for (Place place : places) {
        Path entry = entry(step, keys.get(place.number()));
        Manifest.write(place.folder(), step, keys.get(place.number()));
        Folders.delete(entry); // only a damaged or foreign one can be there
        Files.move(place.folder(), entry, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      for (Place place : places) {
        Folders.delete(place.folder());
      }
    }
    for (Place place : places) {
      Folders.delete(place.partial());
    }
  }

  /** A new folder beside the entry; what a killed process left there goes, as the lock says that nobody is at it. */
  private static Path temporary(Path entry) throws IOException {
    String start = "." + entry.getFileName() + ".";
    try (Stream<Path> siblings = Files.list(entry.getParent())) {
      for (Path left : siblings.filter(p -> p.getFileName().toString().startsWith(start)).toList()) {
        Folders.delete(left);
      }
    }
    return Files.createDirectories(entry.resolveSibling(start + ProcessHandle.current().pid() + ".tmp"));
  }

  private Path entry(String step, String key) {
    return root.resolve("steps").resolve(step).resolve(key);
  }

  private static Path sibling(Path entry, String ending) {
    return entry.resolveSibling(entry.getFileName() + ending);
  }
}
