package pva.model;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import java.util.Optional;
import pva.base.PvaException;

/** The tokenizer library's native part. It is used where RUST_LIBRARY_PATH says; else the library unpacks its own. */
final class Natives {
  private Natives() {
  }

  /** Loads it at the first call, off the network; fails with PVA-TOK-005. */
  static void load() {
    preset("ai.djl.offline", "true");
    // a machine with a GPU would look for a build of the tokenizer that does not exist
    preset("RUST_FLAVOR", "cpu");
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      throw failed(e);
    }
  }

  static PvaException failed(Throwable e) {
    return PvaException.failed("PVA-TOK-005", "the native library of the tokenizer cannot be loaded: "
        + Optional.ofNullable(e.getCause()).orElse(e).getMessage())
        .help("build again (scripts/pva does), or set RUST_LIBRARY_PATH to the libtokenizers.so of DJL 0.36.0 for this operating system "
            + "and processor").because(e);
  }

  private static void preset(String name, String value) {
    if (System.getenv(name) == null && System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
