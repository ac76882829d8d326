package pva.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pva.base.ProcessLock;
import pva.base.PvaException;

/**
 * Activations on disk, shared by all who read them: each text costs a model once, whatever dataset it stands in.
 *
 * <p>Under the root lies a folder for every {@link ActivationKind}, with shards that are memory-mapped and never change. What is
 * looked for is the SHA-256 of the token ids that the model reads. A shard that is cut off or altered is as good as absent. One
 * process at a time adds to a kind; reading needs no right.
 */
public final class ActivationStore {
  private static final String LOCKS = "locks";

  private final Path root;

  private ActivationStore(Path root) {
    this.root = root;
  }

  public static ActivationStore at(Path root) {
    return new ActivationStore(root.toAbsolutePath().normalize());
  }

  public Path root() {
    return root;
  }

  ActivationSpace space(ActivationKind kind) {
    return new ActivationSpace(root.resolve(kind.key()), lock(kind.key()), kind);
  }

  /** Beside the folders, because a lock must outlive what it guards. */
  private Path lock(String key) {
    return root.resolve(LOCKS).resolve(key);
  }

  /**
   * The activations of one kind, as they lie on disk.
   *
   * @param kind empty where the folder does not say what it holds
   * @param rows in all texts
   * @param bytes of all files
   * @param damaged shards that cannot be read
   * @param used when they were last read or added to
   */
  public record Kept(Path folder, Optional<ActivationKind> kind, long texts, long rows, long bytes, int damaged, Instant used) {
    /** Whether the model's folder is no longer where it was. */
    public boolean modelGone() {
      return kind.map(k -> !Files.isDirectory(k.folder())).orElse(false);
    }
  }

  /** All there is, the last used first. */
  public List<Kept> list() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try {
      List<Kept> all = new ArrayList<>();
      for (Path folder : files(root)) {
        if (folder.getFileName().toString().matches("[0-9a-f]{64}")) {
          all.add(kept(folder));
        }
      }
      all.sort(Comparator.comparing(Kept::used).reversed().thenComparing(Kept::folder));
      return all;
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the activation store: " + e.getMessage()).at(root).because(e);
    }
  }

  private static Kept kept(Path folder) throws IOException {
    Path about = folder.resolve(ActivationSpace.ABOUT);
    Optional<ActivationKind> kind = ActivationKind.read(about).filter(k -> k.key().equals(folder.getFileName().toString()));
    long texts = 0;
    long rows = 0;
    int damaged = 0;
    for (Path file : ActivationSpace.shards(folder)) {
      Optional<ActivationShard> shard = kind.flatMap(k -> ActivationShard.open(file, k.width()));
      damaged += shard.isPresent() ? 0 : 1;
      texts += shard.map(ActivationShard::texts).orElse(0);
      rows += shard.map(ActivationShard::rows).orElse(0L);
      shard.ifPresent(ActivationShard::close);
    }
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    Instant used = Files.getLastModifiedTime(Files.exists(about) ? about : folder).toInstant();
    return new Kept(folder, kind, texts, rows, bytes, damaged, used);
  }

  /** Deletes everything that the store has put under its root, and the root where nothing else is in it. */
  void deleteAll() {
    list().forEach(this::delete);
    try {
      Path locks = root.resolve(LOCKS);
      if (Files.isDirectory(locks)) {
        for (Path lock : files(locks)) {
          Files.deleteIfExists(lock);
        }
        Files.delete(locks);
      }
      if (Files.isDirectory(root) && files(root).isEmpty()) {
        Files.delete(root);
      }
    } catch (IOException e) {
      throw undeletable(root, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static PvaException undeletable(Path what, IOException e) {
    return PvaException.failed("PVA-FILE-003", "cannot delete from the activation store: " + e.getMessage()).at(what).because(e);
  }

  /** Deletes activations of one kind; false where a process is adding to them, which are then left as they are. */
  public boolean delete(Kept kept) {
    try (ProcessLock lock = ProcessLock.tryTake(lock(kept.folder().getFileName().toString())).orElse(null)) {
      if (lock == null) {
        return false;
      }
      // first what says what they are: a half deleted kind is one that nobody knows
      Files.deleteIfExists(kept.folder().resolve(ActivationSpace.ABOUT));
      for (Path file : files(kept.folder())) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(kept.folder());
      return true;
    } catch (IOException e) {
      throw undeletable(kept.folder(), e);
    }
  }
}
