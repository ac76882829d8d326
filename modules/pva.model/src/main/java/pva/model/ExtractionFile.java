package pva.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import pva.base.ContentKey;
import pva.base.Progress;
import pva.base.PvaException;
import pva.tensor.SafetensorsWriter;

/**
 * Extraction to a safetensors file: {@code resid_post.L} F32 [rows, hidden] in dataset order, and so for every other hook point
 * ({@code mlp_out.L}, {@code z.L}, ...); at {@link Position#ALL} one row a token, with {@code row}, {@code position} and
 * {@code token} I32 beside it. The metadata name the model and, under {@code hook:TENSOR}, the hook of each tensor.
 *
 * <p>Rows come from an {@link ActivationStore}: what it has is taken, what it lacks is computed and added while the work goes on, so
 * an interrupted extraction goes on where it stood. Batches are planned from the texts that were lacking when the work first began,
 * so the file has the same bytes however often it was interrupted; texts that were there before may have been computed in other
 * batches, and agree with a fresh computation to rounding.
 */
public final class ExtractionFile {
  private final ExtractionRequest request;
  private final String model;
  private final ActivationStore store;
  private final Progress progress;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long mark = System.nanoTime();

  private ExtractionFile(ExtractionRequest request, String model, ActivationStore store, Progress progress) {
    this.request = request;
    this.model = model;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Extracts with a store of its own, going on with an earlier run of the same request.
   *
   * @param partial folder for unfinished work; what this put there is deleted once {@code out} is complete
   */
  public static ExtractionFigures write(ExtractionRequest request, Path partial, Path out, Progress progress) {
    ActivationStore own = ActivationStore.at(partial);
    ExtractionFigures figures = new ExtractionFile(request, weightFiles(request.checkpoint()), own, progress).write(partial, out);
    own.deleteAll();
    return figures;
  }

  /**
   * Extracts with a shared store.
   *
   * @param model content hash of the checkpoint, as {@link Checkpoint#sha256} gives it
   * @param partial folder for notes on unfinished work, the same for the same request
   */
  public static ExtractionFigures write(ExtractionRequest request, String model, ActivationStore store, Path partial, Path out,
      Progress progress) {
    return new ExtractionFile(request, model, store, progress).write(partial, out);
  }

  /** The same in one pass over the texts, with a file for each hook. */
  public static ExtractionFigures writeEach(ExtractionRequest request, String model, ActivationStore store, Path partial,
      Function<Hook, Path> out, Progress progress) {
    ExtractionFile extraction = new ExtractionFile(request, model, store, progress);
    return extraction.write(partial, hooks -> hooks.stream().collect(Collectors.toMap(out, hook -> new TreeSet<>(Set.of(hook)))));
  }

  private ExtractionFigures write(Path partial, Path out) {
    return write(partial, hooks -> Map.of(out, hooks));
  }

  /** {@code files}: what goes into which file. */
  private ExtractionFigures write(Path partial, Function<SortedSet<Hook>, Map<Path, ? extends SortedSet<Hook>>> files) {
    SortedSet<Hook> hooks = request.sortedHooks();
    List<TokenizedText> texts;
    try (Tokenizer tokenizer = Tokenizer.open(request.checkpoint().folder())) {
      texts = TextTokens.of(tokenizer, request.rows(), progress, request.maxTokens());
    }
    lap("tokenize");
    try (StoredTexts.Found found = all(new StoredTexts(store, model, request, hooks, texts), texts, hooks, partial)) {
      files.apply(hooks).forEach((file, some) -> assemble(texts, found, some).write(file));
    }
    lap("write");
    return new ExtractionFigures(texts.size(), texts.stream().mapToLong(t -> t.needed(request.position())).sum(), seconds);
  }

  /** Everything asked for, computed where it was not there. */
  private StoredTexts.Found all(StoredTexts stored, List<TokenizedText> texts, SortedSet<Hook> hooks, Path partial) {
    StoredTexts.Found found = stored.find();
    if (found.missing().length == 0) {
      lap("load");
      progress.note("all " + texts.size() + " texts are taken from the activation store");
      return found;
    }
    found.close();
    try (StoredTexts.Right right = stored.right(progress)) {
      BegunExtraction begun;
      try (StoredTexts.Found now = stored.find()) { // another process may have added some while this one waited
        int[] missing = now.missing();
        begun = BegunExtraction.of(partial, stored.identity(), missing, texts.size());
        say(begun, missing.length, stored.different());
        lap("load");
        int budget = BatchPlan.budget(request.checkpoint(), hooks.last().layer(), request.compute(), request.device());
        extract(texts, begun.batches(texts, request.position(), budget, missing), stored, now, hooks);
      }
      begun.complete();
      found = stored.find();
    }
    if (found.missing().length > 0) {
      throw PvaException.failed("PVA-STORE-001", "activations that were just written cannot be read back").at(store.root())
          .help("the disk may be full or damaged");
    }
    return found;
  }

  private void say(BegunExtraction begun, int missing, int all) {
    if (begun.resumed()) {
      progress.note("goes on with an interrupted extraction: " + (all - missing) + " of " + all + " texts are there");
    } else if (missing < all) {
      progress.note((all - missing) + " of " + all + " texts are taken from the activation store");
    }
  }

  private void extract(List<TokenizedText> texts, BatchPlan plan, StoredTexts stored, StoredTexts.Found found, SortedSet<Hook> hooks) {
    if (!plan.batches().isEmpty()) {
      try (ResidualModel loaded = ResidualModel.load(request.checkpoint(), hooks.last().layer(), request.compute(),
          request.device(), progress);
          StoredTexts.Filling filling = stored.filling(found)) {
        lap("load");
        new Extractor(loaded).run(texts, plan, hooks, request.position(), filling, progress);
      }
      lap("extract");
    }
  }

  private SafetensorsWriter assemble(List<TokenizedText> texts, StoredTexts.Found found, SortedSet<Hook> hooks) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("model", request.checkpoint().id())
        .metadata("position", request.position().word()).metadata("dtype", request.compute().name());
    hooks.forEach(hook -> writer.metadata("hook:" + hook.tensor(), hook.toString()).f32(hook.tensor(), found.matrix(hook)));
    if (request.position() == Position.ALL) {
      int count = texts.stream().mapToInt(t -> t.ids().length).reduce(0, Math::addExact);
      int[] row = new int[count];
      int[] position = new int[count];
      int[] token = new int[count];
      int at = 0;
      for (int t = 0; t < texts.size(); t++) {
        int n = texts.get(t).ids().length;
        Arrays.fill(row, at, at + n, t);
        for (int i = 0; i < n; i++) {
          position[at + i] = i;
          token[at + i] = texts.get(t).ids()[i];
        }
        at += n;
      }
      writer.i32("row", row, count).i32("position", position, count).i32("token", token, count);
    }
    return writer;
  }

  /** The model by its files' names, sizes and times: hashing them would take longer than reading them. */
  private static String weightFiles(Checkpoint checkpoint) {
    ContentKey key = ContentKey.of("files", 1);
    for (Path file : checkpoint.files()) {
      try {
        key.put("file", file.toAbsolutePath().normalize().toString()).put("size", Files.size(file))
            .put("time", Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
      }
    }
    return key.hex();
  }

  private void lap(String part) {
    long now = System.nanoTime();
    seconds.merge(part, (now - mark) / 1e9, Double::sum);
    mark = now;
  }
}
