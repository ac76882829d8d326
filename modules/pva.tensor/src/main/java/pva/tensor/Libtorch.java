package pva.tensor;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import pva.base.PvaException;

/** The native engine: where its libraries are, and how it is loaded. Naming this class loads nothing. */
final class Libtorch {
  private static final String FOLDER = "PYTORCH_LIBRARY_PATH";

  private Libtorch() {
  }

  /** The folder that was named, whether or not it holds the libraries. */
  static Optional<String> named() {
    return Optional.ofNullable(Utils.getEnvOrSystemProperty(FOLDER)).filter(s -> !s.isBlank());
  }

  /** Whether the folder that was named holds a build for CUDA. */
  static boolean cuda() {
    return named().map(folder -> holds(folder, System.mapLibraryName("torch_cuda"))).orElse(false);
  }

  /** Loads the engine at the first call; fails with PVA-DEV-002. */
  static Engine engine() {
    String[] needed = {System.mapLibraryName("torch"), System.mapLibraryName("torch_cpu"), System.mapLibraryName("djl_torch")};
    String libraries = needed[0] + ", " + needed[1] + " and " + needed[2];
    String folder = named().orElseThrow(() -> PvaException
        .failed("PVA-DEV-002", "the native libraries of the tensor engine are not named")
        .help("set " + FOLDER + " to the folder that holds " + libraries));
    if (!holds(folder, needed)) {
      throw PvaException.failed("PVA-DEV-002", "the native libraries of the tensor engine are not in " + folder)
          .help("the folder must hold " + libraries)
          .help("build again (mvn verify unpacks them), or set " + FOLDER + " to a folder that has them");
    }
    // else the engine asks cloud addresses who it is, and tries to download what it misses
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("ai.djl.pytorch.num_threads", String.valueOf(Processor.threads()));
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw PvaException
          .failed("PVA-DEV-002", "the native libraries of the tensor engine in " + folder + " cannot be loaded: " + reason(e))
          .help("they must be libtorch 2.7.1 for this operating system and processor").because(e);
    }
  }

  private static boolean holds(String folders, String... libraries) {
    for (String folder : folders.split(File.pathSeparator)) {
      boolean all = true;
      for (String library : libraries) {
        all &= exists(folder, library);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean exists(String folder, String library) {
    try {
      return Files.exists(Path.of(folder, library));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The first line of the innermost cause that says something. */
  static String reason(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null && inner.getCause().getMessage() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage()).lines().filter(l -> !l.isBlank()).findFirst().orElse(inner.getClass().getSimpleName());
  }
}
