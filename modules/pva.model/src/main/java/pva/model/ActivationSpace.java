package pva.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pva.base.ProcessLock;
import pva.base.Progress;
import pva.base.PvaException;
import pva.base.WholeFile;

/** The activations of one kind: a folder of shards, and a file that says what they are. */
final class ActivationSpace {
  static final String ABOUT = "about.json";
  static final String SHARD = ".safetensors";
  private static final long SMALL = 32L << 20;
  private static final int MANY = 32;

  private final Path folder;
  private final Path lock;
  private final ActivationKind kind;

  ActivationSpace(Path folder, Path lock, ActivationKind kind) {
    this.folder = folder;
    this.lock = lock;
    this.kind = kind;
  }

  String key() {
    return kind.key();
  }

  int width() {
    return kind.width();
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** The right to add: who has it adds no text that is there, so that a text's values never change. */
  ProcessLock lock(Progress progress) {
    try {
      ProcessLock right = ProcessLock.take(lock, () -> progress.note("another process reads activations of " + kind.modelId() + " at "
          + kind.hook() + "; waiting for it"));
      deleteLeftovers();
      return right;
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the activation store: " + e.getMessage()).at(folder).because(e);
    }
  }

  /** What a killed process was writing, and shards that nobody can read; nobody else writes now. */
  private void deleteLeftovers() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.getFileName().toString().startsWith(".") || f.toString().endsWith(SHARD)
            && damaged(f)).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private boolean damaged(Path shard) {
    Optional<ActivationShard> open = ActivationShard.open(shard, kind.width());
    open.ifPresent(ActivationShard::close);
    return open.isEmpty();
  }

  /** Where the rows of a text lie. */
  record Place(ActivationShard shard, long firstRow) {
  }

  /** The texts that are there whole. */
  record Held(Map<TextKey, Place> places, List<ActivationShard> shards) implements AutoCloseable {
    @Override
    public void close() {
      shards.forEach(ActivationShard::close);
    }
  }

  /** Looks for texts; a damaged shard, or a damaged text in one, is not there. {@code rows}: how many each text must have. */
  Held find(Map<TextKey, Integer> rows) {
    Held held = new Held(new HashMap<>(), new ArrayList<>());
    for (Path file : shards(folder)) {
      ActivationShard.open(file, kind.width()).ifPresent(shard -> {
        held.shards.add(shard);
        for (int i = 0; i < shard.texts(); i++) {
          TextKey key = shard.key(i);
          if (rows.containsKey(key) && !held.places.containsKey(key) && shard.whole(i, rows.get(key))) {
            held.places.put(key, new Place(shard, shard.firstRow(i)));
          }
        }
      });
    }
    return held;
  }

  static List<Path> shards(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(SHARD)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Adds texts; only for who has the {@link #lock}. */
  void add(List<ActivationShard.Entry> entries) {
    WholeFile.write(folder.resolve(ABOUT), kind.json());
    ActivationShard.write(folder, entries, kind.width());
    try {
      merge();
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the activation store: " + e.getMessage()).at(folder).because(e);
    }
  }

  /** Makes one shard of many small ones, because each that is open takes one of the system's mappings. */
  private void merge() throws IOException {
    List<Path> small = new ArrayList<>();
    long bytes = 0;
    for (Path file : shards(folder)) {
      if (Files.size(file) < SMALL && bytes + Files.size(file) <= 2 * SMALL) {
        small.add(file);
        bytes += Files.size(file);
      }
    }
    if (small.size() >= MANY) {
      List<ActivationShard.Entry> entries = new ArrayList<>();
      for (Path file : small) {
        ActivationShard.open(file, kind.width()).ifPresent(shard -> {
          entries.addAll(shard.entries());
          shard.close();
        });
      }
      Path merged = ActivationShard.write(folder, entries, kind.width());
      for (Path file : small) {
        if (!file.equals(merged)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Remembers that these activations are of use. */
  void used() {
    try {
      if (Files.exists(folder.resolve(ABOUT))) {
        Files.setLastModifiedTime(folder.resolve(ABOUT), FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      // a store that may only be read serves all the same
    }
  }
}
