package pva.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pva.base.PvaException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One warm Python that judges one solution after the other. It forks a process for the program and one for the tests, so that a
 * judgement costs a few milliseconds; the two speak over a socket, and only the process of the tests tells what passed.
 */
final class Worker implements AutoCloseable {
  /** In this order they are one program. No file of it exists while programs run. */
  private static final List<String> PARTS = List.of("values.py", "sandbox.py", "program.py", "tests.py", "judge.py");
  private static final String SOURCE = source();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Process process;
  private final OutputStream requests;
  private final BufferedReader verdicts;
  private final Isolation isolation;

  /** Fails with PVA-CODE-003 where Python does not start. */
  Worker(Python python, Isolation strongest) {
    try {
      folder = Files.createTempDirectory("pva-judge-");
      // a program that runs as nobody must be able to pass
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      Path box = Files.createDirectory(folder.resolve("box"));
      Files.setPosixFilePermissions(box, PosixFilePermissions.fromString("rwx--x--x"));
      ProcessBuilder builder = new ProcessBuilder(python.executable().toString(), "-s", "-c", SOURCE, strongest.word(), box.toString())
          .redirectError(folder.resolve("errors.txt").toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
      // one seed: sets of texts are walked in the same order on every run
      environment.putAll(Map.of("PYTHONHASHSEED", "0", "PYTHONDONTWRITEBYTECODE", "1", "LANG", "C.UTF-8"));
      process = builder.start();
      requests = process.getOutputStream();
      verdicts = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String hello = verdicts.readLine();
      if (hello == null) {
        throw PvaException.failed("PVA-CODE-003", "the judge of solutions did not start with " + python.executable() + ": " + lastError());
      }
      isolation = Isolation.of(JSON.readTree(hello).path("isolation").asString());
    } catch (IOException e) {
      throw PvaException.failed("PVA-CODE-003", "the judge of solutions did not start with " + python.executable() + ": " + e.getMessage())
          .because(e);
    }
  }

  Isolation isolation() {
    return isolation;
  }

  /** Throws IOException where the Python behind it is gone; the worker is of no more use then. */
  Verdict judge(Solution solution, JudgeSettings settings) throws IOException {
    long millis = Math.round(settings.seconds() * 1000);
    byte[] program = JSON.writeValueAsBytes(Map.of("sources", solution.sources(), "setup", solution.setup(), "timeout", millis,
        "wall", 2 * millis, "memory", settings.memory()));
    byte[] tests = JSON.writeValueAsBytes(Map.of("tests", solution.tests(), "setup", solution.setup()));
    requests.write((program.length + " " + tests.length + "\n").getBytes(StandardCharsets.US_ASCII));
    requests.write(program);
    requests.write(tests);
    requests.flush();
    String line = verdicts.readLine();
    if (line == null) {
      throw new IOException("the judge ended: " + lastError());
    }
    JsonNode verdict = JSON.readTree(line);
    List<String> outcomes = new ArrayList<>();
    verdict.path("outcomes").forEach(o -> outcomes.add(o.isNull() ? null : o.asString()));
    return Verdict.of(outcomes, verdict.path("reason").isNull() ? null : verdict.path("reason").asString(), solution.tests().size());
  }

  void kill() {
    process.destroyForcibly();
  }

  private String lastError() throws IOException {
    String errors = Files.readString(folder.resolve("errors.txt")).strip();
    return errors.isEmpty() ? "it said nothing" : errors.substring(errors.lastIndexOf('\n') + 1);
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    } catch (IOException e) {
      // a temporary folder: the system clears it
    }
  }

  private static String source() {
    StringBuilder source = new StringBuilder();
    for (String part : PARTS) {
      try (InputStream in = Worker.class.getResourceAsStream(part)) {
        source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
      } catch (IOException e) {
        throw new IllegalStateException("the module holds " + part, e);
      }
    }
    return source.toString();
  }
}
