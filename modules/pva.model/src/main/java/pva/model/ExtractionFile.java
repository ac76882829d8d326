package pva.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import pva.base.ContentKey;
import pva.base.Progress;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.tensor.SafetensorsWriter;

/**
 * Extraction to a safetensors file: {@code resid_post.L} F32 [rows, hidden] in dataset order, and so for every other hook point
 * ({@code mlp_out.L}, {@code z.L}, ...); at {@link Position#ALL} one row a token, with {@code row}, {@code position} and
 * {@code token} I32 beside it. The metadata name the model and, under {@code hook:TENSOR}, the hook of each tensor.
 *
 * <p>Groups of batches go to part files, each whole or absent, so an interrupted extraction goes on where it stood. Groups
 * follow from the texts alone, so the file has the same bytes however often it was interrupted.
 */
public final class ExtractionFile {
  private final ExtractionRequest request;
  private final Progress progress;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long mark = System.nanoTime();

  private ExtractionFile(ExtractionRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Extracts, going on with the parts of an earlier run of the same request.
   *
   * @param parts folder for unfinished work; its parts are deleted once {@code out} is complete
   */
  public static ExtractionFigures write(ExtractionRequest request, Path parts, Path out, Progress progress) {
    return new ExtractionFile(request, progress).write(parts, out);
  }

  private ExtractionFigures write(Path folder, Path out) {
    SortedSet<Hook> hooks = request.sortedHooks();
    List<TokenizedText> texts;
    try (Tokenizer tokenizer = Tokenizer.open(request.checkpoint().folder())) {
      texts = TextTokens.of(tokenizer, request.rows(), progress, request.maxTokens());
    }
    lap("tokenize");
    Map<Hook, Integer> widths = new TreeMap<>();
    hooks.forEach(h -> widths.put(h, request.checkpoint().width(h.point())));
    PartPlan plan = PartPlan.of(texts, request.position(), widths.values().stream().reduce(0, Math::addExact));
    PartFiles parts = new PartFiles(folder, key(texts, hooks), plan, widths);
    List<Integer> missing = parts.missing();
    lap("load");
    if (!missing.isEmpty()) {
      extract(texts, plan, parts, missing, hooks);
    }
    try (PartFiles.Rows rows = parts.open()) {
      assemble(texts, rows, hooks).write(out);
    }
    parts.delete();
    lap("write");
    return new ExtractionFigures(texts.size(), texts.stream().mapToLong(t -> t.needed(request.position())).sum(), seconds);
  }

  private void extract(List<TokenizedText> texts, PartPlan plan, PartFiles parts, List<Integer> missing, SortedSet<Hook> hooks) {
    int done = plan.groups().size() - missing.size();
    if (done > 0) {
      progress.note("goes on with an interrupted extraction: " + done + " of " + plan.groups().size() + " parts are there");
    }
    long tokens = missing.stream().mapToLong(g -> plan.tokens(g)).sum();
    try (ResidualModel model = ResidualModel.load(request.checkpoint(), hooks.last().layer(), request.compute(), request.device(), progress)) {
      lap("load");
      Extractor extractor = new Extractor(model);
      try (Progress.Task task = progress.start("extract", tokens, "tokens")) {
        for (int group : missing) {
          PartFiles.Part part = parts.part(group);
          for (int[] batch : plan.groups().get(group)) {
            extractor.read(texts, batch, hooks, request.position(), part, task);
          }
          part.write();
        }
      }
    }
    lap("extract");
  }

  private SafetensorsWriter assemble(List<TokenizedText> texts, PartFiles.Rows rows, SortedSet<Hook> hooks) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("model", request.checkpoint().id())
        .metadata("position", request.position().word()).metadata("dtype", request.compute().name());
    hooks.forEach(hook -> writer.metadata("hook:" + hook.tensor(), hook.toString()).f32(hook.tensor(), rows.at(hook)));
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

  /** Everything that can change a part. Weights count by name, size and time: hashing them would take longer than reading them. */
  private String key(List<TokenizedText> texts, SortedSet<Hook> hooks) {
    ContentKey key = ContentKey.of("extract", 1).put("hooks", hooks.stream().map(Hook::toString).toList()).put("position", request.position().word())
        .put("compute", request.compute().name()).put("device", request.device().name());
    for (Path file : request.checkpoint().files()) {
      try {
        key.put("file", file.toAbsolutePath().normalize().toString()).put("size", Files.size(file))
            .put("time", Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
      }
    }
    texts.forEach(t -> key.put("ids", Sha256.of(bytes(t.ids()))).put("needed", t.needed(request.position())));
    return key.hex();
  }

  private static byte[] bytes(int[] ids) {
    ByteBuffer bytes = ByteBuffer.allocate(ids.length * Integer.BYTES);
    bytes.asIntBuffer().put(ids);
    return bytes.array();
  }

  private void lap(String part) {
    long now = System.nanoTime();
    seconds.merge(part, (now - mark) / 1e9, Double::sum);
    mark = now;
  }
}
