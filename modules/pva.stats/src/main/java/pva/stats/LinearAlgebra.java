package pva.stats;

import java.util.Optional;

import pva.base.PvaException;

/**
 * What is known of the native part of the linear algebra, without failing.
 *
 * @param libraries its folder; empty where it cannot be loaded
 * @param links the folder that the first use puts links to them in; empty where it cannot be loaded
 * @param problem why it cannot be loaded; empty where it can
 */
public record LinearAlgebra(Optional<String> libraries, Optional<String> links, Optional<String> problem) {

  /** The version of ND4J that is needed. */
  public static final String VERSION = "1.0.0-M2.1";

  /** Loads it, which takes half a second. */
  public static LinearAlgebra probe() {
    try {
      Backend.Folders folders = Backend.load();
      return new LinearAlgebra(Optional.of(folders.libraries().toString()), Optional.of(folders.links().toString()), Optional.empty());
    } catch (PvaException e) {
      return new LinearAlgebra(Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
    }
  }
}
