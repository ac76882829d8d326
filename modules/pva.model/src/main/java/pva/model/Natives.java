package pva.model;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the tokenizer library where to unpack its native part, and to stay off the network. */
final class Natives {
  private Natives() {
  }

  /** Sets what nobody has set; must run before the library is first used. */
  static void prepare() {
    preset("ai.djl.offline", "true");
    // a machine with a GPU would look for a build of the tokenizer that does not exist
    preset("RUST_FLAVOR", "cpu");
    String engine = System.getProperty("PYTORCH_LIBRARY_PATH", System.getenv("PYTORCH_LIBRARY_PATH"));
    Path beside = engine == null ? null : Path.of(engine).toAbsolutePath().getParent();
    if (beside != null && Files.isWritable(beside)) {
      preset("DJL_CACHE_DIR", beside.resolve("djl").toString());
    }
  }

  private static void preset(String name, String value) {
    if (System.getenv(name) == null && System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
