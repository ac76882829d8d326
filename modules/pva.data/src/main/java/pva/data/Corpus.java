package pva.data;

import java.nio.file.Path;
import java.util.List;

/**
 * General text: the first documents of a JSON lines file with {@code text}.
 *
 * @param sha256 of the whole file
 * @param total documents in the whole file
 */
public record Corpus(Path path, String sha256, List<String> documents, int total) {

  public Corpus {
    documents = List.copyOf(documents);
  }

  /** Reads the first {@code maxDocuments} documents, or all where it is 0. */
  public static Corpus open(Path jsonl, int maxDocuments) {
    throw new UnsupportedOperationException();
  }
}
