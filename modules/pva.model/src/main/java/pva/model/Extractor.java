package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pva.base.Progress;
import pva.base.PvaException;

/** Reads the residual stream, or any other hook, of many texts, batch by batch; memory is that of one batch. */
public final class Extractor {
  /** Tokens that go through a block before the next is read, where not all fit into memory. */
  static final int WAITING = 1 << 15;

  private final ResidualModel model;
  private final List<Intervention> interventions;

  public Extractor(ResidualModel model) {
    this(model, List.of());
  }

  /**
   * Reads a model that is changed while it runs. Fails with PVA-MODEL-012, -017 and -020 where it cannot be, and with
   * PVA-MODEL-021 where a gate is known only when it is too late.
   */
  public Extractor(ResidualModel model, List<Intervention> interventions) {
    this.model = model;
    this.interventions = List.copyOf(interventions);
    interventions.forEach(i -> i.checkInOneGo(model.checkpoint()));
  }

  /** Takes what was read. */
  public interface Sink {
    /**
     * The residual stream of one text after one layer.
     *
     * @param text index of the text
     * @param rows float32 [n, hidden] row-major, the sink's to keep
     * @param n all tokens of the text at {@link Position#ALL}, else 1
     */
    void accept(int text, int layer, float[] rows, int n);

    /** A batch of the plan is complete. */
    default void batchDone(int batch) {
    }
  }

  /** Takes what was read at any hook. */
  @FunctionalInterface
  public interface HookSink {
    /** As {@link Sink#accept}; the rows are [n, width], width being that of {@link Checkpoint#width}. */
    void accept(int text, Hook hook, float[] rows, int n);

    /** A batch of the plan is complete. */
    default void batchDone(int batch) {
    }
  }

  /**
   * Runs every batch of the plan in its order. Fails with PVA-MODEL-014 where the last prompt token of a text without a
   * prompt is asked for, and with PVA-MODEL-015 where an id is beyond the model's vocabulary.
   *
   * @param layers layers the model has loaded, at least one
   */
  public void run(List<TokenizedText> texts, BatchPlan plan, SortedSet<Integer> layers, Position position, Sink sink, Progress progress) {
    run(texts, plan, posts(layers), position, new HookSink() {
      @Override
      public void accept(int text, Hook hook, float[] rows, int n) {
        sink.accept(text, hook.layer(), rows, n);
      }

      @Override
      public void batchDone(int batch) {
        sink.batchDone(batch);
      }
    }, progress);
  }

  /**
   * As {@link #run(List, BatchPlan, SortedSet, Position, Sink, Progress)}, at any hooks. Fails also with PVA-MODEL-012 and
   * -017 where the model has no such hook.
   */
  public void run(List<TokenizedText> texts, BatchPlan plan, Set<Hook> hooks, Position position, HookSink sink, Progress progress) {
    hooks.forEach(model.checkpoint()::check);
    long tokens = plan.batches().stream().flatMapToInt(b -> Arrays.stream(b.texts())).mapToLong(t -> texts.get(t).needed(position)).sum();
    model.forecast(tokens, progress);
    SortedSet<Hook> sorted = new TreeSet<>(hooks);
    try (Progress.Task task = progress.start("extract", tokens, "tokens")) {
      if (model.streamed()) {
        stream(texts, plan.batches(), sorted, position, sink, task);
        return;
      }
      Halving halving = new Halving(progress);
      try (Ahead ahead = new Ahead(batch -> open(texts, batch, sorted, position))) {
        for (int b = 0; b < plan.batches().size(); b++) {
          Batch batch = plan.batches().get(b);
          Optional<Batch> next = plan.batches().subList(b + 1, plan.batches().size()).stream().findFirst();
          halving.run(batch, t -> texts.get(t).needed(position), part -> {
            try (Open open = ahead.open(part)) {
              open.reading.to(model.through() + 1);
              next.filter(n -> part.ends(batch)).ifPresent(ahead::prepare);
              open.handOut(position, sink, task);
            }
          });
          sink.batchDone(b);
        }
      }
    }
  }

  /** Where a block is read anew each time: many batches go through one before the next is read. */
  private void stream(List<TokenizedText> texts, List<Batch> batches, SortedSet<Hook> hooks, Position position, HookSink sink,
      Progress.Task task) {
    for (int from = 0; from < batches.size();) {
      List<Open> waiting = new ArrayList<>();
      try {
        long tokens = 0;
        for (int b = from; b < batches.size() && tokens < WAITING; b++) {
          waiting.add(open(texts, batches.get(b), hooks, position));
          tokens += waiting.get(waiting.size() - 1).tokens();
        }
        for (int end = 1; end <= hooks.last().layer() + 1; end++) {
          for (Open open : waiting) {
            open.reading.to(end);
          }
        }
        for (Open open : waiting) {
          open.handOut(position, sink, task);
          sink.batchDone(from++);
        }
      } finally {
        waiting.forEach(Open::close);
      }
    }
  }

  private static SortedSet<Hook> posts(SortedSet<Integer> layers) {
    return layers.stream().map(Hook::residPost).collect(Collectors.toCollection(TreeSet::new));
  }

  /** A batch on its way. What was read is handed out at its end, because a batch that does not fit into memory is read again. */
  record Open(int[] texts, List<int[]> ids, Reading reading) implements AutoCloseable {
    long tokens() {
      return ids.stream().mapToLong(t -> t.length).sum();
    }

    void handOut(Position position, HookSink sink, Progress.Task task) {
      for (Reading.Values read : reading.values()) {
        int width = read.values().length / (texts.length * read.columns());
        for (int i = 0; i < texts.length; i++) {
          int n = position == Position.ALL ? ids.get(i).length : 1;
          int start = i * read.columns() * width;
          sink.accept(texts[i], read.hook(), Arrays.copyOfRange(read.values(), start, start + n * width), n);
        }
      }
      task.advance(tokens());
    }

    @Override
    public void close() {
      reading.close();
    }
  }

  private Open open(List<TokenizedText> texts, Batch batch, SortedSet<Hook> hooks, Position position) {
    boolean all = position == Position.ALL;
    List<int[]> ids = Arrays.stream(batch.texts()).mapToObj(t -> needed(t, texts.get(t), position)).toList();
    // a change may be for some tokens of one text, so where there are changes each text runs from its beginning
    if (batch.cuts().length > 0 && interventions.isEmpty()) {
      return new Open(batch.texts(), ids, model.read(ids, batch.cuts(), hooks, all));
    }
    int[] prompts = Arrays.stream(batch.texts()).map(t -> Math.min(texts.get(t).promptTokens(), texts.get(t).needed(position))).toArray();
    return new Open(batch.texts(), ids, model.read(ids, interventions, prompts, hooks, all));
  }

  private int[] needed(int row, TokenizedText text, Position position) {
    int n = text.needed(position);
    if (n == 0) {
      throw noPrompt(row).word("position").help("read the final token, or give the rows a prompt");
    }
    if (text.promptTokens() == 0 && interventions.stream().anyMatch(Intervention::asksPrompt)) {
      throw noPrompt(row).word("gate").help("give the rows a prompt, or let the gate ask each token");
    }
    int[] ids = Arrays.copyOf(text.ids(), n);
    model.checkpoint().check(ids);
    return ids;
  }

  private static PvaException noPrompt(int row) {
    return PvaException.failed("PVA-MODEL-014", "row " + row + " (from 0) has no prompt, so it has no last prompt token");
  }
}
