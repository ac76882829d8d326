package pva.analysis.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;

/** The kind of device a choice leads to, which is part of every key: both kinds agree to rounding, not to the byte. */
public final class DeviceKind {
  private DeviceKind() {
  }

  /** {@code cpu} or {@code gpu}; loads the native engine only where its libraries could use a GPU, so that a run of hits starts fast. */
  public static String of(DeviceChoice choice) {
    if (choice instanceof DeviceChoice.Gpu) {
      return "gpu";
    }
    return choice instanceof DeviceChoice.Auto && cudaBuild() && Device.pick(choice).gpu() ? "gpu" : "cpu";
  }

  private static boolean cudaBuild() {
    String named = System.getProperty("PYTORCH_LIBRARY_PATH", System.getenv().getOrDefault("PYTORCH_LIBRARY_PATH", ""));
    if (named.isBlank()) {
      return true; // nobody knows, so the engine is asked
    }
    try (Stream<Path> files = Files.list(Path.of(named))) {
      return files.anyMatch(f -> f.getFileName().toString().contains("torch_cuda"));
    } catch (java.io.IOException e) {
      return true;
    }
  }
}
