package pva.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import pva.base.ContentKey;
import pva.base.ProcessLock;
import pva.base.Progress;
import pva.tensor.Matrix;

/** The texts of a request and what the store has of them. */
final class StoredTexts {
  private final Map<Hook, ActivationSpace> spaces = new TreeMap<>();
  private final List<ActivationSpace> inOrder;
  private final TextKey[] keys;
  /** Rows that each different text must have. */
  private final Map<TextKey, Integer> rows = new HashMap<>();

  StoredTexts(ActivationStore store, String model, ExtractionRequest request, SortedSet<Hook> hooks, List<TokenizedText> texts) {
    this(store, hook -> ActivationKind.of(request, model, hook), hooks, request.position(), texts);
  }

  /** {@code kinds}: what is read at each hook. */
  StoredTexts(ActivationStore store, Function<Hook, ActivationKind> kinds, SortedSet<Hook> hooks, Position position,
      List<TokenizedText> texts) {
    Map<String, ActivationSpace> byKey = new TreeMap<>();
    for (Hook hook : hooks) {
      ActivationKind kind = kinds.apply(hook);
      spaces.put(hook, byKey.computeIfAbsent(kind.key(), k -> store.space(kind)));
    }
    inOrder = List.copyOf(byKey.values());
    keys = new TextKey[texts.size()];
    for (int t = 0; t < keys.length; t++) {
      int needed = texts.get(t).needed(position);
      keys[t] = TextKey.of(texts.get(t).ids(), needed);
      rows.put(keys[t], position == Position.ALL ? needed : 1);
    }
  }

  /** How many texts differ from each other. */
  int different() {
    return rows.size();
  }

  /** Whether there is anything at all of what is read. */
  boolean anything() {
    return inOrder.stream().allMatch(ActivationSpace::exists);
  }

  /** What is asked for: what is read, of which texts, in which order. */
  String identity() {
    ContentKey key = ContentKey.of("extraction", 1).put("kinds", spaces.values().stream().map(ActivationSpace::key).toList());
    for (TextKey text : keys) {
      key.put("text", List.of(text.a(), text.b(), text.c(), text.d()));
    }
    return key.hex();
  }

  /** What everybody else has to wait for: taken in one order by all, so that nobody waits for ever. */
  Right right(Progress progress) {
    Right right = new Right(new ArrayList<>());
    try {
      inOrder.forEach(space -> right.locks.add(space.lock(progress)));
      return right;
    } catch (RuntimeException e) {
      right.close();
      throw e;
    }
  }

  /** The right to add at every hook. */
  record Right(List<ProcessLock> locks) implements AutoCloseable {
    @Override
    public void close() {
      for (ProcessLock lock : locks) {
        try {
          lock.close();
        } catch (IOException e) {
          // the system takes it back at the end of the process
        }
      }
    }
  }

  Found find() {
    Map<Hook, ActivationSpace.Held> held = new LinkedHashMap<>();
    spaces.forEach((hook, space) -> held.put(hook, space.find(rows)));
    return new Found(held);
  }

  /** What the store has. */
  final class Found implements AutoCloseable {
    private final Map<Hook, ActivationSpace.Held> held;

    private Found(Map<Hook, ActivationSpace.Held> held) {
      this.held = held;
    }

    boolean has(int text) {
      return held.values().stream().allMatch(h -> h.places().containsKey(keys[text]));
    }

    boolean has(int text, Hook hook) {
      return held.get(hook).places().containsKey(keys[text]);
    }

    /** Texts that have to be computed, each different one once. */
    int[] missing() {
      Set<TextKey> seen = new HashSet<>();
      List<Integer> missing = new ArrayList<>();
      for (int t = 0; t < keys.length; t++) {
        if (!has(t) && seen.add(keys[t])) {
          missing.add(t);
        }
      }
      return missing.stream().mapToInt(Integer::intValue).toArray();
    }

    /** float32 [rows of all texts, width] in the order of the texts, all of which must be there; valid while this is open. */
    Matrix matrix(Hook hook) {
      spaces.get(hook).used();
      List<TextRows.Stretch> stretches = new ArrayList<>(keys.length);
      Map<ActivationShard, Matrix> values = new HashMap<>();
      for (TextKey key : keys) {
        ActivationSpace.Place place = held.get(hook).places().get(key);
        stretches.add(new TextRows.Stretch(values.computeIfAbsent(place.shard(), ActivationShard::values), place.firstRow(),
            rows.get(key)));
      }
      return new TextRows(stretches, spaces.get(hook).width());
    }

    @Override
    public void close() {
      held.values().forEach(ActivationSpace.Held::close);
    }
  }

  /** Takes what a pass over the missing texts gives; close it to keep what is whole. */
  Filling filling(Found found) {
    return new Filling(found);
  }

  /** Collects the rows of whole batches and adds them to the store every few seconds, so that an interruption costs little. */
  final class Filling implements Extractor.HookSink, AutoCloseable {
    private static final long NANOS = 2_000_000_000L;
    private static final long BYTES = 64L << 20;

    private final Found found;
    private final Map<Hook, List<ActivationShard.Entry>> batch = new TreeMap<>();
    private final Map<Hook, List<ActivationShard.Entry>> whole = new TreeMap<>();
    private long bytes;
    private long added = System.nanoTime();

    private Filling(Found found) {
      this.found = found;
    }

    @Override
    public void accept(int text, Hook hook, float[] values, int n) {
      if (!found.has(text, hook)) {
        batch.computeIfAbsent(hook, h -> new ArrayList<>()).add(new ActivationShard.Entry(keys[text], n, values));
        bytes += (long) values.length * Float.BYTES;
      }
    }

    @Override
    public void batchDone(int done) {
      batch.forEach((hook, entries) -> whole.computeIfAbsent(hook, h -> new ArrayList<>()).addAll(entries));
      batch.clear();
      if (bytes > BYTES || System.nanoTime() - added > NANOS) {
        close();
      }
    }

    @Override
    public void close() {
      whole.forEach((hook, entries) -> spaces.get(hook).add(entries));
      whole.clear();
      bytes = 0;
      added = System.nanoTime();
    }
  }
}
