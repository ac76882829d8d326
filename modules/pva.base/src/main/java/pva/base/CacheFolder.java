package pva.base;

import java.nio.file.Path;
import java.util.Map;

/** Where pva keeps what it may compute again. */
public final class CacheFolder {
  private CacheFolder() {
  }

  /** {@code $PVA_CACHE}, else {@code $XDG_CACHE_HOME/pva}, else {@code ~/.cache/pva}. */
  public static Path standard() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  /** The same for another environment and home. */
  public static Path of(Map<String, String> environment, String home) {
    String own = environment.getOrDefault("PVA_CACHE", "");
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    return (xdg.isBlank() ? Path.of(home, ".cache") : Path.of(xdg)).resolve("pva");
  }
}
