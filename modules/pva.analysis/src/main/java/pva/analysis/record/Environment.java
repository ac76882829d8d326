package pva.analysis.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import pva.tensor.Device;

/** What ran the run: versions and machine, no host name. */
final class Environment {
  private Environment() {
  }

  static Map<String, Object> values(String device) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pva", version());
    values.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    values.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    values.put("cpu", Runtime.getRuntime().availableProcessors() + " processors");
    values.put("threads", Device.threads());
    values.put("device", device);
    values.put("libraries", libraries());
    return values;
  }

  private static String version() {
    var descriptor = Environment.class.getModule().getDescriptor();
    return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
  }

  /** Third-party modules with their versions. */
  private static Map<String, String> libraries() {
    Map<String, String> versions = new TreeMap<>();
    for (Module module : ModuleLayer.boot().modules()) {
      String name = module.getName();
      if (!name.matches("(java|jdk|pva|vendor)\\..*")) {
        module.getDescriptor().rawVersion().ifPresent(v -> versions.put(name, v));
      }
    }
    return versions;
  }
}
