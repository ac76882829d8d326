package pva.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import pva.analysis.record.RunFolder;
import pva.analysis.text.Json;
import pva.base.PvaException;
import tools.jackson.databind.JsonNode;

/** The runs below a folder, oldest first. */
public record History(Path folder, List<PastRun> runs) {
  private static final int DEPTH = 4;

  public History {
    runs = List.copyOf(runs);
  }

  /**
   * One run as its record tells it.
   *
   * @param status {@code running} (or killed while it ran), {@code done}, {@code failed}, or {@code unreadable}
   * @param topLatent the best latent after the filter
   * @param topLayer its layer, where the run looked at several
   * @param topScore its separation score
   */
  public record PastRun(Path folder, String started, String script, String status, String dataset, OptionalInt topLatent,
                        OptionalInt topLayer, OptionalDouble topScore, OptionalDouble seconds) {
  }

  /** Reads every {@code run.json} up to four folders deep. Fails with PVA-RUN-040 where there is no such folder. */
  public static History below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw PvaException.failed("PVA-RUN-040", "no such folder").at(folder).help("name a folder that holds runs, such as runs");
    }
    List<PastRun> runs = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      walk.filter(p -> p.getFileName() != null && p.getFileName().toString().equals(RunFolder.RECORD) && Files.isRegularFile(p))
          .forEach(p -> runs.add(read(p)));
    } catch (IOException | java.io.UncheckedIOException e) {
      throw PvaException.failed("PVA-RUN-040", "cannot read the folder: " + e.getMessage()).at(folder).because(e);
    }
    runs.sort(Comparator.comparing(PastRun::started).thenComparing(PastRun::folder));
    return new History(folder, runs);
  }

  private static PastRun read(Path file) {
    Path run = file.getParent();
    try {
      JsonNode json = Json.read(file);
      JsonNode summary = json.path("score").path("summary");
      JsonNode top = summary.path("top_indices").path(0);
      JsonNode layer = summary.path("top_layers").path(0);
      JsonNode score = summary.path("top_scores").path(0);
      JsonNode seconds = json.path("seconds");
      return new PastRun(run, json.path("started").asString(""), json.path("script").path("path").asString(""),
          json.path("status").asString("unreadable"), json.path("dataset").path("path").asString(""),
          top.isNumber() ? OptionalInt.of(top.asInt()) : OptionalInt.empty(),
          layer.isNumber() ? OptionalInt.of(layer.asInt()) : OptionalInt.empty(),
          score.isNumber() ? OptionalDouble.of(score.asDouble()) : OptionalDouble.empty(),
          seconds.isNumber() ? OptionalDouble.of(seconds.asDouble()) : OptionalDouble.empty());
    } catch (PvaException e) {
      return new PastRun(run, "", "", "unreadable", "", OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(),
          OptionalDouble.empty());
    }
  }
}
