package pva.model;

import java.nio.file.Path;
import pva.base.Progress;

/** Extraction to files. */
public final class ExtractionFile {
  private ExtractionFile() {
  }

  public static ExtractionFigures write(ExtractionRequest request, Path parts, Path out, Progress progress) {
    throw new UnsupportedOperationException("not written yet");
  }
}
