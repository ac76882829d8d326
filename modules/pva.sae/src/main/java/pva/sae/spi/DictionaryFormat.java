package pva.sae.spi;

import java.nio.file.Path;
import pva.sae.Dictionary;

/** A published layout of dictionaries on disk. Implementations are found by {@link java.util.ServiceLoader} and hold no state. */
public interface DictionaryFormat {
  /** The name in scripts and records, such as {@code gemma_scope}. */
  String name();

  /** Whether the file or folder looks like this format, judged by what lies there and not by whether it is sound. */
  boolean recognises(Path path);

  /**
   * Opens the file or folder and checks configuration, names, types and shapes from the headers alone; no weight is read.
   * Faults name the file and the place.
   */
  Dictionary open(Path path);
}
