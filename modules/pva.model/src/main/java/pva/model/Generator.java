package pva.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import pva.base.Progress;
import pva.base.PvaException;

/**
 * Generates texts with a model, many side by side: each in a slot of the cache, and a slot that becomes free takes the next
 * prompt, the longest first.
 *
 * <p>What is generated from a prompt does not depend on the prompts beside it, but for the rounding of sums: where two tokens
 * are nearly alike, another company may tip the scales. The same call gives the same texts.
 */
public final class Generator {
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final List<Intervention> interventions;

  public Generator(LanguageModel model, Tokenizer tokenizer) {
    this(model, tokenizer, List.of());
  }

  /** With a model that is changed while it runs. Fails with PVA-MODEL-012, -017 and -020 where it cannot be. */
  public Generator(LanguageModel model, Tokenizer tokenizer, List<Intervention> interventions) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.interventions = List.copyOf(interventions);
    interventions.forEach(i -> i.check(model.checkpoint()));
  }

  /**
   * Generates {@code samples} texts for each prompt and hands each out as soon as it is ended.
   *
   * <p>Fails with PVA-MODEL-012 and -017 where the model has no such hook, with PVA-MODEL-015 where an id is beyond its
   * vocabulary, and with PVA-MODEL-018 where a prompt has more tokens than the model has positions.
   */
  public void run(List<Prompt> prompts, GenerationSettings settings, Consumer<Generated> sink, Progress progress) {
    settings.hooks().forEach(model.checkpoint()::check);
    Deque<Prompt> waiting = new ArrayDeque<>(prompts.stream().sorted(Comparator.comparingInt((Prompt p) -> -p.ids().length)).toList());
    waiting.forEach(this::check);
    try (Progress.Task task = progress.start("generate", 0, "tokens")) {
      while (!waiting.isEmpty()) {
        Deque<Writing> alike = alike(waiting, settings);
        int room = alike.peek().prompt().ids().length + settings.maxNewTokens();
        try (Cache cache = new Cache(model.blocks(), Math.min(settings.slots(), alike.size()), room)) {
          new Slots(model, tokenizer, interventions, settings, cache).run(alike, sink, task);
        }
      }
    }
  }

  /** The next prompts, down to half the length of the first: all slots have the room that the longest needs. */
  private Deque<Writing> alike(Deque<Prompt> waiting, GenerationSettings settings) {
    int longest = waiting.peek().ids().length + settings.maxNewTokens();
    Deque<Writing> alike = new ArrayDeque<>();
    while (!waiting.isEmpty() && 2L * (waiting.peek().ids().length + settings.maxNewTokens()) >= longest) {
      Prompt prompt = waiting.remove();
      int limit = Math.min(settings.maxNewTokens(), positions() - prompt.ids().length + 1);
      for (int sample = 0; sample < settings.samples(); sample++) {
        alike.add(new Writing(prompt, sample, limit));
      }
    }
    return alike;
  }

  /** Where positions are learned there are no others. */
  private int positions() {
    return model.checkpoint().decoder().embedding().positions().isPresent() ? model.checkpoint().maxPositions() : Integer.MAX_VALUE;
  }

  private void check(Prompt prompt) {
    model.checkpoint().check(prompt.ids());
    if (prompt.ids().length > positions()) {
      throw PvaException.failed("PVA-MODEL-018", "a text has " + prompt.ids().length + " tokens, but the model "
          + model.checkpoint().id() + " has " + positions() + " positions").at(model.checkpoint().folder())
              .help("shorten prompt " + prompt.id());
    }
  }
}
