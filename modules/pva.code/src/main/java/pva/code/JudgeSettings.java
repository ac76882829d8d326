package pva.code;

import java.lang.management.ManagementFactory;
import pva.base.PvaException;

/**
 * What a program may use.
 *
 * @param seconds of processor time for loading and all tests together; by the clock it gets twice as many, so that a busy
 *     machine turns nobody's solution into a failure
 * @param memory bytes of address space
 * @param workers solutions judged side by side
 * @param strongest the isolation to try first
 */
public record JudgeSettings(double seconds, long memory, int workers, Isolation strongest) {
  public static final double SECONDS = 5;
  private static final long MEMORY = 4L << 30;

  /** Fails with PVA-CODE-009 where a number is out of range. */
  public JudgeSettings {
    if (!(seconds >= 0.001 && seconds <= 86_400)) {
      throw PvaException.usage("PVA-CODE-009", "the time for a solution is " + seconds + " s, not 0.001 to 86400").word("timeout");
    }
    if (memory < 1 << 26 || workers < 1) {
      throw new IllegalArgumentException(memory + " bytes, " + workers + " workers");
    }
  }

  /** So many seconds; 4 GiB; a worker a processor, as far as the machine has memory for them all. */
  public static JudgeSettings of(double seconds) {
    return new JudgeSettings(seconds, MEMORY, workers(Runtime.getRuntime().availableProcessors(), machineMemory()), Isolation.NAMESPACES);
  }

  public static JudgeSettings standard() {
    return of(SECONDS);
  }

  static int workers(int processors, long machineMemory) {
    return (int) Math.max(1, Math.min(processors, machineMemory / MEMORY));
  }

  private static long machineMemory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
  }
}
