package pva.analysis.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import pva.base.Progress;
import pva.base.PvaException;
import pva.model.Hook;
import pva.model.ResidualModel;
import pva.sae.Encoder;
import pva.sae.FiringRates;
import pva.tensor.Matrix;

/** The firings of one dictionary's latents, while general text goes by; and the counts so far on disk. */
final class FiringCount {
  private static final String SAVED = "counts-";

  private final Hook hook;
  private final Encoder encoder;
  private final float threshold;
  private final Path folder;
  private final CountedRows rows;
  private FiringRates rates;

  /** {@code folder} is for the counts so far. */
  FiringCount(Hook hook, Encoder encoder, float threshold, Path folder, ResidualModel model) {
    this.hook = hook;
    this.encoder = encoder;
    this.threshold = threshold;
    this.folder = folder;
    rows = new CountedRows(model.checkpoint().width(hook.point()), this::encode);
    forget();
  }

  Hook hook() {
    return hook;
  }

  FiringRates rates() {
    return rates;
  }

  void add(float[] values, boolean[] counted) {
    rows.add(values, counted);
  }

  /** A save stands between batches, so no row may wait. */
  void flush() {
    rows.flush();
  }

  private void encode(float[] block, int n) {
    rates = rates.plus(FiringRates.of(encoder.encode(Matrix.of(block, block.length / n), threshold, Progress.NONE)));
  }

  void save(int batches) {
    rates.write(file(batches));
  }

  /** Once those of all dictionaries are saved, older ones are of no use. */
  void keepOnly(int batches) {
    saved().stream().filter(batch -> batch != batches).forEach(batch -> delete(file(batch)));
  }

  void forget() {
    rates = FiringRates.none(encoder.dictionary().info().dSae());
  }

  /** Goes on from what was saved after so many batches; false where that is not there, or damaged and therefore deleted. */
  boolean takeUp(int batches) {
    Path file = file(batches);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      FiringRates found = FiringRates.read(file);
      if (found.dSae() == rates.dSae()) {
        rates = found;
        return true;
      }
    } catch (PvaException e) {
      delete(file);
    }
    return false;
  }

  /** After how many batches counts were saved, the farthest first. */
  List<Integer> saved() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).filter(name -> name.matches(SAVED + "\\d{1,9}\\.parquet"))
          .map(name -> Integer.valueOf(name.substring(SAVED.length(), name.indexOf('.')))).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path file(int batches) {
    return folder.resolve(SAVED + batches + ".parquet");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it is only in the way; the counts are written anew
    }
  }
}
