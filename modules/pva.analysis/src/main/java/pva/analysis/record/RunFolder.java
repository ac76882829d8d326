package pva.analysis.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.analysis.text.Folders;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.base.WholeFile;

/** The run directory while it is filled: every file whole or absent, its record last. */
public final class RunFolder {
  public static final String RECORD = "run.json";
  static final String LOG = "log.txt";
  public static final String SCRIPT = "script.groovy";
  private static final DateTimeFormatter NAME_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder, or empties it of an earlier run. Fails with PVA-RUN-050 where it holds something else, so that a mistyped
   * {@code --out} destroys nothing.
   */
  public static RunFolder create(Optional<Path> out, String name, Instant started) {
    Path path = out.orElseGet(() -> fresh(name, started)).toAbsolutePath().normalize();
    try {
      if (Files.exists(path)) {
        requireRun(path);
        for (String file : Folders.files(path)) {
          if (ours(file)) {
            Files.delete(path.resolve(file));
          }
        }
      }
      Files.createDirectories(path);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the run directory: " + e.getMessage()).at(path).because(e);
    }
    return new RunFolder(path);
  }

  private static Path fresh(String name, Instant started) {
    Path runs = Path.of("runs");
    String first = name + "-" + NAME_TIME.format(started);
    Path path = runs.resolve(first);
    for (int n = 2; Files.exists(path); n++) {
      path = runs.resolve(first + "-" + n);
    }
    return path;
  }

  private static void requireRun(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (!folder || !Files.exists(path.resolve(RECORD)) && !Folders.files(path).isEmpty()) {
      throw PvaException.usage("PVA-RUN-050", folder ? "this folder is not empty and holds no run" : "this is a file, not a folder")
          .at(path).help("say another folder with --out");
    }
  }

  private static boolean ours(String file) {
    return List.of(RECORD, LOG, SCRIPT, "latents.parquet", "latents.csv", "rates.parquet", "report.html",
        "detection.parquet", "detection.csv", "arms.csv", "solutions.parquet").contains(file)
        || file.matches("figures/[^/]+\\.svg|dataset_[^/]+\\.parquet");
  }

  public Path path() {
    return path;
  }

  public void text(String file, String content) {
    WholeFile.write(path.resolve(file), content);
  }

  public void copy(Path from, String file) {
    WholeFile.write(path.resolve(file), t -> Files.copy(from, t));
  }

  public void record(Map<String, Object> values) {
    Json.write(path.resolve(RECORD), values);
  }

  public void log(String line) {
    String stamped = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n";
    try {
      Files.write(path.resolve(LOG), stamped.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the log: " + e.getMessage()).at(path.resolve(LOG)).because(e);
    }
  }

  /** The same progress, with every piece of work and every remark written to the log as well. */
  public Progress logged(Progress seen) {
    return new Progress() {
      @Override
      public Task start(String what, long total, String unit) {
        log(what + (total > 0 ? ": " + total + " " + unit : ""));
        return seen.start(what, total, unit);
      }

      @Override
      public void note(String line) {
        log("note: " + line);
        seen.note(line);
      }
    };
  }

  /** SHA-256 of every file of the run but its record. */
  public Map<String, String> outputs() {
    Map<String, String> hashes = new LinkedHashMap<>();
    try {
      for (String file : Folders.files(path)) {
        if (ours(file) && !file.equals(RECORD)) {
          hashes.put(file, Sha256.of(path.resolve(file)));
        }
      }
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the run directory: " + e.getMessage()).at(path).because(e);
    }
    return hashes;
  }
}
