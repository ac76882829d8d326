package pva.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pva.base.PvaException;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;

/**
 * Which texts an extraction set out to compute, on disk until it is complete. Batches are planned from these, so that one that is
 * interrupted and goes on computes the same batches, and therefore the same bytes, as one that is not.
 */
final class BegunExtraction {
  private static final String FILE = "begun.safetensors";

  private final Path file;
  private final String request;
  private final int[] texts;
  private final boolean resumed;

  private BegunExtraction(Path file, String request, int[] texts, boolean resumed) {
    this.file = file;
    this.request = request;
    this.texts = texts;
    this.resumed = resumed;
  }

  /**
   * What an earlier run of the request set out to do, or else this one.
   *
   * @param request identifies the texts and what is read of them
   * @param missing texts that are not there now
   */
  static BegunExtraction of(Path folder, String request, int[] missing, int texts) {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      try (SafetensorsFile begun = SafetensorsFile.open(file)) {
        int[] all = begun.ints("texts");
        if (request.equals(begun.metadata().get("request")) && Arrays.stream(all).allMatch(t -> t >= 0 && t < texts)) {
          return new BegunExtraction(file, request, all, true);
        }
      } catch (PvaException e) {
        // damaged: begun anew
      }
    }
    new SafetensorsWriter().metadata("request", request).i32("texts", missing, missing.length).write(file);
    return new BegunExtraction(file, request, missing, false);
  }

  boolean resumed() {
    return resumed;
  }

  /** Every batch in which a text is missing, whole. */
  BatchPlan batches(List<TokenizedText> all, Position position, int budget, int[] missing) {
    boolean[] wanted = new boolean[all.size()];
    Arrays.stream(missing).forEach(t -> wanted[t] = true);
    List<Batch> batches = new ArrayList<>();
    for (Batch batch : plan(all, position, budget, texts)) {
      if (Arrays.stream(batch.texts()).anyMatch(t -> wanted[t])) {
        batches.add(batch);
      }
    }
    Arrays.stream(texts).forEach(t -> wanted[t] = false);
    // what was there when it began and is not any more
    int[] lost = IntStream.range(0, wanted.length).filter(t -> wanted[t]).toArray();
    batches.addAll(plan(all, position, budget, lost));
    return new BatchPlan(batches);
  }

  private static List<Batch> plan(List<TokenizedText> all, Position position, int budget, int[] texts) {
    List<TokenizedText> some = Arrays.stream(texts).mapToObj(all::get).toList();
    return BatchPlan.of(some, position, budget).batches().stream()
        .map(batch -> new Batch(Arrays.stream(batch.texts()).map(i -> texts[i]).toArray(), batch.cuts())).toList();
  }

  /** Forgets it; the folder goes too where nothing else is in it. */
  void complete() {
    try {
      Files.deleteIfExists(file);
      try (DirectoryStream<Path> rest = Files.newDirectoryStream(file.getParent())) {
        if (!rest.iterator().hasNext()) {
          Files.delete(file.getParent());
        }
      }
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot delete unfinished work: " + e.getMessage()).at(file).because(e);
    }
  }
}
