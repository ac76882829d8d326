package pva.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

import pva.base.CacheFolder;
import pva.base.PvaException;

/** ND4J: where its native libraries are, and how it is loaded. Naming this class loads nothing. */
final class Backend {
  private static final String FOLDER = "ND4J_LIBRARY_PATH";
  private static final String LIBRARY = System.mapLibraryName("nd4jcpu");
  private static Folders loaded;

  private Backend() {
  }

  /**
   * Where its files are.
   *
   * @param links what it derives from the libraries when it is first used: links, and a copy of OpenBLAS under a second name
   */
  record Folders(Path libraries, Path links) {
  }

  /** Loads it at the first call, half a second; fails with PVA-STAT-010. */
  static synchronized Folders load() {
    if (loaded == null) {
      Path folder = folder(System.getProperty(FOLDER, System.getenv().getOrDefault(FOLDER, "")));
      // used where they lie
      setUnlessSet("org.bytedeco.javacpp.platform.linkpath", folder.toString());
      setUnlessSet("org.bytedeco.javacpp.cachedir", links(folder, CacheFolder.standard()).toString());
      // it counts the whole process, mapped models too, and would stop at twice the heap
      setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", "0");
      try {
        // OpenBLAS cuts a product by the number of its threads, and the last bits of the sums with it
        Nd4j.getNDArrayFactory().blas().setMaxThreads(1);
        loaded = new Folders(folder, Loader.getCacheDir().toPath());
      } catch (IOException | RuntimeException | LinkageError e) {
        throw PvaException.failed("PVA-STAT-010", "the native libraries of the linear algebra in " + folder + " cannot be loaded: "
            + reason(e)).help("they must be ND4J " + LinearAlgebra.VERSION + " for this operating system and processor").because(e);
      }
    }
    return loaded;
  }

  /** Beside the libraries where that can be written, else in pva's cache; where that cannot be either, JavaCPP looks for a place. */
  static Path links(Path libraries, Path cache) {
    Path beside = libraries.toAbsolutePath().getParent();
    return Files.isWritable(beside) && Files.isWritable(libraries) ? beside : cache.resolve("native");
  }

  static Path folder(String named) {
    if (named.isBlank() || !Files.exists(Path.of(named, LIBRARY))) {
      throw PvaException.failed("PVA-STAT-010", "the native libraries of the linear algebra are not "
          + (named.isBlank() ? "named" : "in " + named))
          .help("build again (mvn verify unpacks them), or set " + FOLDER + " to a folder that holds " + LIBRARY);
    }
    return Path.of(named);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static String reason(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getMessage();
  }
}
