package pva.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the CPU is, as far as the operating system tells. */
final class Processor {
  private static final List<String> CPU_INFO = read();

  private Processor() {
  }

  /** Threads for a computation: two hardware threads of one core share its arithmetic units, so cores are counted, not threads. */
  static int threads() {
    Integer engine = Integer.getInteger("ai.djl.pytorch.num_threads");
    if (engine != null && engine > 0) {
      return engine;
    }
    String asked = System.getenv("OMP_NUM_THREADS");
    if (asked != null && asked.matches("[1-9]\\d{0,3}")) {
      return Integer.parseInt(asked);
    }
    int available = Runtime.getRuntime().availableProcessors();
    int cores = cores(CPU_INFO);
    return cores == 0 ? available : Math.min(cores, available);
  }

  /** Physical cores, or 0 where the text does not tell them. */
  static int cores(List<String> cpuInfo) {
    Set<String> cores = new HashSet<>();
    String socket = "";
    for (String line : cpuInfo) {
      if (line.startsWith("physical id")) {
        socket = line;
      } else if (line.startsWith("core id")) {
        cores.add(socket + line);
      }
    }
    return cores.size();
  }

  /** Whether it multiplies bfloat16 itself; without that bfloat16 is slower than float32. */
  static boolean bf16() {
    return CPU_INFO.stream().anyMatch(l -> l.startsWith("flags") && (l.contains(" avx512_bf16") || l.contains(" amx_bf16"))
        || l.startsWith("Features") && l.contains(" bf16"));
  }

  /** Memory that a process can get without others being pushed out, at most what its container may have in all. */
  static OptionalLong freeMemory() {
    OptionalLong available = number("/proc/meminfo", "MemAvailable:\\s+(\\d+) kB", 1024);
    OptionalLong limit = number("/sys/fs/cgroup/memory.max", "(\\d+)", 1);
    return limit.isPresent() && available.isPresent() && limit.getAsLong() < available.getAsLong() ? limit : available;
  }

  private static OptionalLong number(String file, String pattern, long unit) {
    try {
      Matcher m = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
      return m.find() ? OptionalLong.of(Long.parseLong(m.group(1)) * unit) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** What it is and what it can do, as the operating system says of its first core; empty where it says nothing. */
  static String description() {
    return CPU_INFO.stream().takeWhile(l -> !l.isBlank()).filter(l -> l.matches("(?s)(model name|flags|Features|CPU part)\\s*:.*"))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> read() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }
}
