package pva.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pva.base.PvaException;
import pva.base.Sha256;

/**
 * General text: the first documents of a file with a column {@code text}, JSON lines or Parquet.
 *
 * @param sha256 of the whole file
 * @param documents at least one
 * @param total documents in the whole file
 */
public record Corpus(Path path, String sha256, List<String> documents, int total) {

  public Corpus {
    documents = List.copyOf(documents);
  }

  /**
   * Reads the first {@code maxDocuments} documents, or all where it is 0; the others are counted but not read. Fails as
   * {@link Datasets#open(Path)} does.
   */
  public static Corpus open(Path file, int maxDocuments) {
    if (maxDocuments < 0) {
      throw new IllegalArgumentException("documents: " + maxDocuments);
    }
    List<String> documents = new ArrayList<>();
    CellReader cells = new CellReader();
    try (RowFile source = RowFile.open(file)) {
      source.read(Set.of("text"), Set.of(), row -> {
        String text = cells.text(row, "text");
        if (text != null) {
          documents.add(text);
        }
        return documents.size() != maxDocuments;
      });
      cells.requireNoNulls();
      if (documents.isEmpty()) {
        throw PvaException.failed("PVA-DATA-002", "no rows in the file");
      }
      return new Corpus(file, Sha256.of(file), documents, Math.toIntExact(source.rows()));
    } catch (PvaException e) {
      throw e.at(file);
    }
  }
}
