package pva.analysis.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import pva.base.Progress;
import pva.base.PvaException;
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
import pva.tensor.Matrix;

/**
 * Counts on how many tokens of general text each latent fires, over every token that counts. Activations are encoded block by block
 * and never stored. Counts so far are saved every few seconds, so that an interrupted count goes on where it stopped; they are whole
 * numbers, so the result is the same.
 */
public final class RatesStep {
  public static final int VERSION = 1;
  public static final String FILE = "rates.parquet";
  private static final String SAVED = "counts-";
  private static final long SAVE_NANOS = 3_000_000_000L;

  private final List<TokenizedText> documents;
  private final Tokenizer tokenizer;
  private final Encoder encoder;
  private final float threshold;
  private final Path partial;
  private FiringRates rates;
  private int done;
  private long saved = System.nanoTime();

  private RatesStep(List<TokenizedText> documents, Tokenizer tokenizer, Encoder encoder, int latents, float threshold, Path partial) {
    this.documents = documents;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.threshold = threshold;
    this.partial = partial;
    this.rates = FiringRates.none(latents);
  }

  /**
   * The rates over the given documents.
   *
   * @param hook the tensor that the dictionary is given
   * @param latents number of latents of the dictionary
   * @param threshold activations at or below it do not fire
   * @param partial a folder for the counts so far; those found there are taken up
   */
  public static FiringRates count(List<TokenizedText> documents, Tokenizer tokenizer, ResidualModel model, Hook hook, Encoder encoder,
                                  int latents, float threshold, Path partial, Progress progress) {
    RatesStep step = new RatesStep(documents, tokenizer, encoder, latents, threshold, partial);
    return step.run(model, hook, progress);
  }

  private FiringRates run(ResidualModel model, Hook hook, Progress progress) {
    BatchPlan plan = BatchPlan.of(documents, Position.ALL, model.budget());
    takeUp(plan.batches().size());
    int before = done;
    CountedRows rows = new CountedRows(model.checkpoint().width(hook.point()), this::encode);
    try (Progress.Task task = progress.start("count firing on general text", tokens(plan, 0, plan.batches().size()), "tokens")) {
      task.advance(tokens(plan, 0, before));
      new Extractor(model).run(documents, plan.from(before), Set.of(hook), Position.ALL, new Extractor.HookSink() {
        @Override
        public void accept(int text, Hook at, float[] values, int n) {
          rows.add(values, tokenizer.counted(documents.get(text).ids()));
        }

        @Override
        public void batchDone(int batch) {
          rows.flush(); // a save stands between batches, so no row may wait
          done = before + batch + 1;
          save();
          task.advance(tokens(plan, done - 1, done));
        }
      }, Progress.NONE);
    }
    return rates;
  }

  private void encode(float[] rows, int n) {
    rates = rates.plus(FiringRates.of(encoder.encode(Matrix.of(rows, rows.length / n), threshold, Progress.NONE)));
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
      Path file = partial.resolve(SAVED + done + ".parquet");
      rates.write(file);
      for (Path older : saves()) {
        if (!older.equals(file)) {
          delete(older);
        }
      }
      saved = System.nanoTime();
    }
  }

  private void takeUp(int batches) {
    for (Path file : saves()) {
      try {
        int count = batch(file);
        FiringRates found = FiringRates.read(file);
        if (count <= batches && found.dSae() == rates.dSae()) {
          rates = found;
          done = count;
          return;
        }
      } catch (PvaException e) {
        delete(file); // damaged: an older one, or the beginning
      }
    }
  }

  /** The saved counts, the farthest first. */
  private List<Path> saves() {
    if (!Files.isDirectory(partial)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(partial)) {
      return all.filter(p -> p.getFileName().toString().matches(SAVED + "\\d{1,9}\\.parquet"))
          .sorted(Comparator.comparingInt(RatesStep::batch).reversed()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int batch(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(SAVED.length(), name.indexOf('.')));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is only in the way; the counts are written anew
    }
  }
}
