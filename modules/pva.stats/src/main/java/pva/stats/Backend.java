package pva.stats;

import java.nio.file.Files;
import java.nio.file.Path;

import org.nd4j.linalg.factory.Nd4j;

import pva.base.PvaException;

/** ND4J: where its native libraries are, and how it is loaded. Naming this class loads nothing. */
final class Backend {
  private static final String FOLDER = "ND4J_LIBRARY_PATH";
  private static final String LIBRARY = System.mapLibraryName("nd4jcpu");
  private static boolean loaded;

  private Backend() {
  }

  /** Loads it at the first call, half a second; fails with PVA-STAT-010. */
  static synchronized void load() {
    if (!loaded) {
      Path folder = folder(System.getProperty(FOLDER, System.getenv().getOrDefault(FOLDER, "")));
      // used where they lie; JavaCPP keeps what it derives from them beside them
      setUnlessSet("org.bytedeco.javacpp.platform.linkpath", folder.toString());
      setUnlessSet("org.bytedeco.javacpp.cachedir", folder.toAbsolutePath().getParent().toString());
      // it counts the whole process, mapped models too, and would stop at twice the heap
      setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", "0");
      try {
        // OpenBLAS cuts a product by the number of its threads, and the last bits of the sums with it
        Nd4j.getNDArrayFactory().blas().setMaxThreads(1);
      } catch (RuntimeException | LinkageError e) {
        throw PvaException.failed("PVA-STAT-010", "the native libraries of the linear algebra in " + folder + " cannot be loaded: "
            + reason(e)).help("they must be ND4J 1.0.0-M2.1 for this operating system and processor").because(e);
      }
      loaded = true;
    }
  }

  static Path folder(String named) {
    if (named.isBlank() || !Files.exists(Path.of(named, LIBRARY))) {
      throw PvaException.failed("PVA-STAT-010", "the native libraries of the linear algebra are not " + (named.isBlank() ? "named" : "in " + named))
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
