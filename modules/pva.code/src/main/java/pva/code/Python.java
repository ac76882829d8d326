package pva.code;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pva.base.PvaException;

/**
 * The Python that runs programs: what {@code PVA_PYTHON} names, else the first {@code python3} or {@code python} on the PATH.
 *
 * @param executable the interpreter itself, behind whatever wrapper was found
 */
public record Python(Path executable, String version) {
  private static final String ASK = "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])";
  private static final int OLDEST = 10;

  /** Fails with PVA-CODE-001 where there is none and with PVA-CODE-002 where it is older than 3.10. */
  public static Python find() {
    return find(System.getenv());
  }

  static Python find(Map<String, String> environment) {
    String named = environment.getOrDefault("PVA_PYTHON", "");
    if (!named.isBlank()) {
      return checked(Path.of(named), ask(Path.of(named)).orElseThrow(() -> PvaException.failed("PVA-CODE-001",
          "PVA_PYTHON names " + named + ", which is no Python").help("let PVA_PYTHON name a Python 3 interpreter")));
    }
    for (String name : List.of("python3", "python")) {
      for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
        Path file = Path.of(folder.isEmpty() ? "." : folder, name);
        Optional<Python> python = Files.isExecutable(file) ? ask(file) : Optional.empty();
        if (python.isPresent()) {
          return checked(file, python.get());
        }
      }
    }
    throw PvaException.failed("PVA-CODE-001", "no Python was found to run the tests")
        .help("install Python 3.10 or newer, or let PVA_PYTHON name one");
  }

  private static Python checked(Path named, Python python) {
    String[] parts = python.version.split("\\.");
    if (Integer.parseInt(parts[0]) != 3 || Integer.parseInt(parts[1]) < OLDEST) {
      throw PvaException.failed("PVA-CODE-002", "the Python " + named + " is " + python.version + ", too old to run the tests")
          .help("install Python 3.10 or newer, or let PVA_PYTHON name one");
    }
    return python;
  }

  private static Optional<Python> ask(Path file) {
    try {
      Process process = new ProcessBuilder(file.toString(), "-c", ASK).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = Stream.of(said.split("\\R")).filter(l -> !l.isBlank()).toList();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      return ended && lines.size() == 2 && lines.get(1).matches("\\d+\\.\\d+\\.\\d+")
          ? Optional.of(new Python(Path.of(lines.get(0)), lines.get(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
