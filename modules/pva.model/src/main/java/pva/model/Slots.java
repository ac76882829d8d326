package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import pva.base.Progress;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/** The texts that are being generated: text i has slot i of the cache, so that the slots in use are always the first ones. */
final class Slots {
  private final LanguageModel language;
  private final ResidualModel model;
  private final Tokenizer tokenizer;
  private final List<Intervention> interventions;
  private final GenerationSettings settings;
  private final Cache cache;
  private final List<Writing> texts = new ArrayList<>();

  Slots(LanguageModel language, Tokenizer tokenizer, List<Intervention> interventions, GenerationSettings settings, Cache cache) {
    this.language = language;
    this.model = language.blocks();
    this.tokenizer = tokenizer;
    this.interventions = interventions;
    this.settings = settings;
    this.cache = cache;
  }

  void run(Deque<Writing> waiting, Consumer<Generated> sink, Progress.Task task) {
    while (!waiting.isEmpty() || !texts.isEmpty()) {
      if (!waiting.isEmpty() && texts.size() < cache.slots()) {
        begin(next(waiting), task);
      } else {
        go(task);
      }
      release(sink);
    }
  }

  /** As many as there are free slots, but not much more than fills the processor at once. */
  private List<Writing> next(Deque<Writing> waiting) {
    List<Writing> next = new ArrayList<>();
    int columns = waiting.peek().prompt().ids().length;
    while (!waiting.isEmpty() && texts.size() + next.size() < cache.slots()
        && (next.isEmpty() || (next.size() + 1) * columns <= BatchPlan.TOKENS)) {
      next.add(waiting.remove());
    }
    return next;
  }

  /** Reads the prompts, each once; samples of one prompt take what was kept for the first of them. */
  private void begin(List<Writing> begun, Progress.Task task) {
    List<Writing> first = new ArrayList<>();
    List<Writing> others = new ArrayList<>();
    Map<Prompt, Integer> slotOf = new HashMap<>();
    for (Writing w : begun) {
      (slotOf.putIfAbsent(w.prompt(), texts.size() + first.size()) == null ? first : others).add(w);
    }
    List<int[]> prompts = first.stream().map(w -> w.prompt().ids()).toList();
    int columns = prompts.get(0).length;
    int slot = texts.size();
    try (Scope batch = model.scope().child(); Beginning attention = Beginning.kept(model, batch, columns, cache, slot)) {
      DeviceTensor ends = batch.i64(prompts.stream().mapToLong(p -> p.length - 1).toArray(), prompts.size());
      Edits edits = Edits.ofPrompts(model, batch, interventions, prompts);
      List<Map<Hook, float[]>> read = prompts.stream().map(p -> (Map<Hook, float[]>) new HashMap<Hook, float[]>()).toList();
      DeviceTensor stream = model.enter(batch, prompts, new long[prompts.size()]);
      stream = new Pass(model, batch, stream, attention, settings.hooks(), edits, (hook, values) -> keep(batch, hook, values, ends, read))
          .to(model.through() + 1).stream();
      DeviceTensor logits = language.logits(batch, model.pick(batch, stream, ends));
      List<float[]> said = edits.promptGates(prompts.size());
      texts.addAll(first);
      for (Writing other : others) {
        cache.copy(slotOf.get(other.prompt()), texts.size(), other.prompt().ids().length);
        texts.add(other);
      }
      long[] row = texts.subList(slot, texts.size()).stream().mapToLong(w -> slotOf.get(w.prompt()) - slot).toArray();
      for (int i = 0; i < row.length; i++) {
        texts.get(slot + i).begun(read.get((int) row[i]), said.get((int) row[i]));
      }
      choose(batch, model.program().call(batch, "rows", logits, batch.i64(row, row.length)), texts.subList(slot, texts.size()), task);
    }
  }

  private void keep(Scope batch, Hook hook, DeviceTensor values, DeviceTensor ends, List<Map<Hook, float[]>> read) {
    float[] rows = model.pick(batch, values, ends).floats();
    int width = rows.length / read.size();
    for (int i = 0; i < read.size(); i++) {
      read.get(i).put(hook, Arrays.copyOfRange(rows, i * width, (i + 1) * width));
    }
  }

  /** One more token of every text. */
  private void go(Progress.Task task) {
    long[] at = texts.stream().mapToLong(Writing::held).toArray();
    List<int[]> last = texts.stream().map(w -> new int[] {w.last()}).toList();
    try (Scope batch = model.scope().child(); Following attention = new Following(model, batch, cache, at)) {
      Edits edits = Edits.ofNew(model, batch, interventions, texts.stream().map(Writing::gates).toList());
      DeviceTensor stream = new Pass(model, batch, model.enter(batch, last, at), attention, Set.of(), edits, (hook, values) -> { })
          .to(model.through() + 1).stream();
      choose(batch, language.logits(batch, model.program().call(batch, "flat", stream)), texts, task);
    }
  }

  /** {@code logits}: [texts, vocabulary]. */
  private void choose(Scope batch, DeviceTensor logits, List<Writing> of, Progress.Task task) {
    long[] chosen;
    Sampling how = settings.sampling();
    if (how.greedy()) {
      chosen = model.program().call(batch, "likeliest", logits).longs();
    } else {
      double[] drawn = of.stream().mapToDouble(w -> how.draw(w.prompt().id(), w.sample(), w.count())).toArray();
      chosen = model.program().call(batch, "drawn", logits, batch.f64(drawn, drawn.length), how.temperature(), how.topP()).longs();
    }
    for (int i = 0; i < chosen.length; i++) {
      of.get(i).add((int) chosen[i], settings, tokenizer);
    }
    task.advance(chosen.length);
  }

  /** Hands out what is ended; the last text moves to a slot that became free. */
  private void release(Consumer<Generated> sink) {
    for (int i = texts.size() - 1; i >= 0; i--) {
      if (texts.get(i).ended()) {
        sink.accept(texts.get(i).generated());
        Writing last = texts.remove(texts.size() - 1);
        if (i < texts.size()) {
          cache.copy(texts.size(), i, last.held());
          texts.set(i, last);
        }
      }
    }
  }
}
