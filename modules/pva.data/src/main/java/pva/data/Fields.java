package pva.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pva.base.PvaException;

/** One row of a file whose columns only the caller knows. */
public final class Fields {
  private final CellReader reader = new CellReader();
  private final Cells cells;

  private Fields(Cells cells) {
    this.cells = cells;
  }

  /**
   * The rows of a Parquet file or JSON lines, in file order.
   *
   * @param required columns that must be there
   * @param optional columns that may be; all others are not read
   * @throws PvaException as {@link Datasets#open(Path)}
   */
  public static List<Fields> open(Path file, Set<String> required, Set<String> optional) {
    List<Fields> rows = new ArrayList<>();
    try (RowFile source = RowFile.open(file)) {
      source.read(required, optional, row -> rows.add(new Fields(row)));
      return rows;
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  /** The columns of a file: of its schema, or of its first line. */
  public static List<String> columns(Path file) {
    try (RowFile source = RowFile.open(file)) {
      return source.columns();
    } catch (PvaException e) {
      throw e.at(file);
    }
  }

  /** Where it stands in the file: {@code row 3}, from 0, or {@code line 4}, from 1. */
  public String place() {
    return cells.place();
  }

  /** Whether the row has a value there. */
  public boolean has(String column) {
    return cells.value(column) != null;
  }

  /** A text; PVA-DATA-010 where it is something else, PVA-DATA-011 where it is absent. */
  public String text(String column) {
    return present(column, reader.text(cells, column));
  }

  /** A text or a whole number, as text. */
  public String id(String column) {
    return present(column, reader.id(cells, column));
  }

  /** A list of texts. */
  public List<String> texts(String column) {
    return present(column, reader.texts(cells, column));
  }

  public Optional<String> optionalText(String column) {
    return has(column) ? Optional.of(text(column)) : Optional.empty();
  }

  private <T> T present(String column, T value) {
    if (value == null) {
      throw PvaException.failed("PVA-DATA-011", "`" + column + "` is null in " + place()).help("fill or drop this row");
    }
    return value;
  }
}
