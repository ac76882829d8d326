package pva.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pva.base.Progress;
import pva.base.PvaException;

/** Reads the residual stream, or any other hook, of many texts, batch by batch; memory is that of one batch. */
public final class Extractor {
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
    for (Intervention i : interventions) {
      i.check(model.checkpoint());
      if (i.gate().isPresent() && i.gate().get().hook().compareTo(i.hook()) > 0) {
        throw PvaException.usage("PVA-MODEL-021", "the gate at " + i.gate().get().hook() + " lies behind the change at " + i.hook()
            + ": of a text that is read in one go it is known too late").word("gate").help("only while a text is generated can it decide");
      }
    }
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
    long tokens = plan.batches().stream().flatMapToInt(Arrays::stream).mapToLong(t -> texts.get(t).needed(position)).sum();
    try (Progress.Task task = progress.start("extract", tokens, "tokens")) {
      for (int b = 0; b < plan.batches().size(); b++) {
        read(texts, plan.batches().get(b), new TreeSet<>(hooks), position, sink, task);
        sink.batchDone(b);
      }
    }
  }

  private static SortedSet<Hook> posts(SortedSet<Integer> layers) {
    return layers.stream().map(Hook::residPost).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Runs one batch, given by the indexes of its texts. */
  private void read(List<TokenizedText> texts, int[] batch, SortedSet<Hook> hooks, Position position, HookSink sink, Progress.Task task) {
    List<int[]> ids = Arrays.stream(batch).mapToObj(t -> needed(t, texts.get(t), position)).toList();
    int[] prompts = Arrays.stream(batch).map(t -> Math.min(texts.get(t).promptTokens(), texts.get(t).needed(position))).toArray();
    model.run(ids, prompts, interventions, hooks, position == Position.ALL, (hook, values, columns) -> {
      int width = values.length / (batch.length * columns);
      for (int i = 0; i < batch.length; i++) {
        int n = position == Position.ALL ? ids.get(i).length : 1;
        int start = i * columns * width;
        sink.accept(batch[i], hook, Arrays.copyOfRange(values, start, start + n * width), n);
      }
    });
    task.advance(ids.stream().mapToLong(t -> t.length).sum());
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
