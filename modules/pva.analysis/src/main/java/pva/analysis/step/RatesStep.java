package pva.analysis.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pva.base.Progress;
import pva.model.Batch;
import pva.model.BatchPlan;
import pva.model.Extractor;
import pva.model.Hook;
import pva.model.Position;
import pva.model.ResidualModel;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Encoder;
import pva.sae.FiringRates;

/**
 * Counts on how many tokens of general text each latent fires, over every token that counts; of several dictionaries in one pass of the
 * model. Activations are encoded block by block and never stored. Counts so far are saved every few seconds, so that an interrupted
 * count goes on where it stopped; they are whole numbers, so the result is the same.
 */
public final class RatesStep {
  public static final int VERSION = 2;
  public static final String FILE = "rates.parquet";
  private static final long SAVE_NANOS = 3_000_000_000L;

  private final List<TokenizedText> documents;
  private final Tokenizer tokenizer;
  private final List<FiringCount> counts;
  private int done;
  private long saved = System.nanoTime();

  private RatesStep(List<TokenizedText> documents, Tokenizer tokenizer, List<FiringCount> counts) {
    this.documents = documents;
    this.tokenizer = tokenizer;
    this.counts = counts;
  }

  /**
   * One dictionary whose latents are counted.
   *
   * @param hook the tensor that it is given
   * @param partial a folder for the counts so far; those found there are taken up
   */
  public record Counted(Hook hook, Encoder encoder, Path partial) {
  }

  /**
   * The rates over the given documents, a dictionary each.
   *
   * @param threshold activations at or below it do not fire
   */
  public static List<FiringRates> count(List<TokenizedText> documents, Tokenizer tokenizer, ResidualModel model, List<Counted> dictionaries,
      float threshold, Progress progress) {
    List<FiringCount> counts = dictionaries.stream()
        .map(d -> new FiringCount(d.hook(), d.encoder(), threshold, d.partial(), model)).toList();
    new RatesStep(documents, tokenizer, counts).run(model, progress);
    return counts.stream().map(FiringCount::rates).toList();
  }

  private void run(ResidualModel model, Progress progress) {
    BatchPlan plan = BatchPlan.of(documents, Position.ALL, model.budget());
    takeUp(plan.batches().size());
    int before = done;
    Set<Hook> hooks = counts.stream().map(FiringCount::hook).collect(Collectors.toSet());
    try (Progress.Task task = progress.start("count firing on general text", tokens(plan, 0, plan.batches().size()), "tokens")) {
      task.advance(tokens(plan, 0, before));
      new Extractor(model).run(documents, plan.from(before), hooks, Position.ALL, new Extractor.HookSink() {
        @Override
        public void accept(int text, Hook at, float[] values, int n) {
          boolean[] counted = tokenizer.counted(documents.get(text).ids());
          counts.stream().filter(c -> c.hook().equals(at)).forEach(c -> c.add(values, counted));
        }

        @Override
        public void batchDone(int batch) {
          counts.forEach(FiringCount::flush);
          done = before + batch + 1;
          save();
          task.advance(tokens(plan, done - 1, done));
        }
      }, Progress.NONE);
    }
  }

  private long tokens(BatchPlan plan, int from, int to) {
    long tokens = 0;
    for (Batch batch : plan.batches().subList(from, to)) {
      for (int text : batch.texts()) {
        tokens += documents.get(text).ids().length;
      }
    }
    return tokens;
  }

  private void save() {
    if (System.nanoTime() - saved > SAVE_NANOS) {
      counts.forEach(c -> c.save(done));
      counts.forEach(c -> c.keepOnly(done));
      saved = System.nanoTime();
    }
  }

  /** From the farthest place that every dictionary has counts of. */
  private void takeUp(int batches) {
    for (int batch : counts.get(0).saved()) {
      if (batch <= batches && counts.stream().allMatch(c -> c.takeUp(batch))) {
        done = batch;
        return;
      }
    }
    counts.forEach(FiringCount::forget);
  }
}
