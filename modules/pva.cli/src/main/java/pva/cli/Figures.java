package pva.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last line of a command that computes: how much it did and how long each part took.
 *
 * @param seconds wall seconds by part, in order
 */
record Figures(long rows, long tokens, Map<String, Double> seconds) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Tokens for each second of all parts but loading and writing; 0 where the command saw no tokens. */
  double tokensPerSecond() {
    double computing = seconds.entrySet().stream()
        .filter(e -> !e.getKey().equals("load") && !e.getKey().equals("write"))
        .mapToDouble(Map.Entry::getValue).sum();
    return tokens == 0 || computing <= 0 ? 0 : tokens / computing;
  }

  String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("rows", rows);
    line.put("tokens", tokens);
    line.put("seconds", seconds);
    line.put("tokensPerSecond", tokensPerSecond());
    line.put("peakMemoryMiB", peakMemoryMiB());
    return Json.text(line);
  }

  String text() {
    String parts = seconds.entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
    String speed = tokens == 0 ? "" : String.format(Locale.ROOT, "; %,d tokens, %,.0f tokens/s", tokens, tokensPerSecond());
    return String.format(Locale.ROOT, "%,d rows%s; seconds: %s; peak memory %,d MiB", rows, speed, parts, peakMemoryMiB());
  }

  /** Peak resident memory of this process, native libraries included; 0 where the system does not tell. */
  static long peakMemoryMiB() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst().orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
