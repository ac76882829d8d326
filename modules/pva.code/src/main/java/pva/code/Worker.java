package pva.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  private final Process process;
  private final OutputStream requests;
  private final BufferedReader verdicts;
  private final Isolation isolation;

  /** Fails with PVA-CODE-003 where Python does not start. */
  Worker(Python python, Isolation strongest) {
    try {
      process = start(python, strongest, Path.of(System.getProperty("java.io.tmpdir")));
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

  /** The Python; its folder lies in {@code temporary} and goes when it ends, or with the next one where it was killed. */
  static Process start(Python python, Isolation strongest, Path temporary) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(python.executable().toString(), "-s", "-c", SOURCE, strongest.word(), temporary.toString());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
    // one seed: sets of texts are walked in the same order on every run
    environment.putAll(Map.of("PYTHONHASHSEED", "0", "PYTHONDONTWRITEBYTECODE", "1", "LANG", "C.UTF-8"));
    return builder.start();
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
    process.destroy();
  }

  private String lastError() throws IOException {
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return errors.isEmpty() ? "it said nothing" : errors.substring(errors.lastIndexOf('\n') + 1);
  }

  @Override
  public void close() {
    kill();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
