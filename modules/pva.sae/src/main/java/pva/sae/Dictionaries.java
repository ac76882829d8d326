package pva.sae;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import pva.base.Progress;

/** Opens dictionaries of any known format. */
public final class Dictionaries {
  private Dictionaries() {
  }

  public static List<String> formats() {
    throw new UnsupportedOperationException("not written yet");
  }

  public static Dictionary open(Path path, Optional<String> format) {
    throw new UnsupportedOperationException("not written yet");
  }

  public static Path locate(Path from, int layer, OptionalInt width, OptionalInt l0, Progress notes) {
    throw new UnsupportedOperationException("not written yet");
  }
}
