package pva.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pva.base.Beside;
import pva.base.PvaException;
import pva.base.Sha256;

/** Reads a file of rows as a dataset. */
final class DatasetReader {
  private static final Set<String> REQUIRED = new LinkedHashSet<>(List.of("task_id", "prompt", "generated_code", "is_correct"));
  private static final Set<String> OPTIONAL = Set.of("passed_tests", "total_tests", "generation_time", "error_type", "difficulty");

  private final CellReader cells = new CellReader();
  private final List<Row> rows = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  static Dataset read(Path file) {
    try (RowFile source = RowFile.open(file)) {
      // beside the reading: of a large file either takes seconds
      Beside<String> sha256 = Beside.start(() -> Sha256.of(file));
      return new DatasetReader().read(file, source, sha256);
    } catch (PvaException e) {
      throw e.at(file).word("dataset");
    }
  }

  private Dataset read(Path file, RowFile source, Beside<String> sha256) {
    source.read(REQUIRED, OPTIONAL, row -> {
      add(row);
      return true;
    });
    cells.requireNoNulls();
    if (rows.isEmpty()) {
      throw PvaException.failed("PVA-DATA-002", "no rows in the file");
    }
    List<String> warnings = new ArrayList<>(RowChecks.warnings(rows, places));
    if (!cells.labelKind().equals("bool")) {
      warnings.add("`is_correct` is of type " + cells.labelKind() + ": 1 was taken as correct, 0 as incorrect");
    }
    return new Dataset(file, sha256.result(), source.columns(), rows, warnings);
  }

  private void add(Cells row) {
    String taskId = cells.id(row, "task_id");
    String prompt = cells.text(row, "prompt");
    String code = cells.text(row, "generated_code");
    Boolean correct = cells.label(row, "is_correct");
    if (taskId != null && prompt != null && code != null && correct != null) {
      rows.add(new Row(taskId, prompt, code, correct, cells.count(row, "passed_tests"), cells.count(row, "total_tests"),
          cells.number(row, "generation_time"), cells.optionalText(row, "error_type"),
          row.value("difficulty") == null ? Optional.empty() : Optional.of(cells.id(row, "difficulty"))));
      places.add(row.place());
    }
  }
}
