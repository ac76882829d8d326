package pva.data;

import java.util.Collection;
import java.util.List;
import pva.base.PvaException;

/** What is said when columns are missing. */
final class Columns {
  private Columns() {
  }

  /** PVA-DATA-009 naming every missing column, those present, and near misses. */
  static void require(Collection<String> required, List<String> present, String where) {
    List<String> missing = required.stream().filter(c -> !present.contains(c)).sorted().toList();
    if (missing.isEmpty()) {
      return;
    }
    PvaException e = PvaException.failed("PVA-DATA-009", where + " has no `" + String.join("`, `", missing) + "`; it has "
        + (present.isEmpty() ? "nothing" : String.join(", ", present)));
    for (String m : missing) {
      for (String p : present) {
        if (m.equalsIgnoreCase(p)) {
          e = e.help("rename `" + p + "` to `" + m + "`");
        }
      }
    }
    throw e;
  }
}
