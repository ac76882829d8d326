package pva.data

import java.nio.file.Path
import tools.jackson.databind.ObjectMapper

/** The golden folder: its index and the table that its good files hold. */
class Golden {
  private static final ObjectMapper JSON = new ObjectMapper()
  static final Path FOLDER = Path.of(Golden.getResource('/golden/index.json').toURI()).parent

  static Path file(String name) {
    FOLDER.resolve(name)
  }

  static List<Map> entries() {
    JSON.readValue(file('index.json').toFile(), Map).files as List<Map>
  }

  static List<Map> rows() {
    file('rows.jsonl').toFile().readLines('UTF-8').collect { JSON.readValue(it, Map) }
  }

  /** Row {@code i} of the table as the file of that entry holds it: a few differ on purpose, as the index says. */
  static Map expected(Map entry, Map row, int i) {
    switch (entry.file) {
      case 'good_narrow_types.parquet': return row + [generation_time: (row.generation_time as Float).doubleValue()]
      case 'good_string_task_id.parquet': return row + [task_id: "HumanEval/$i".toString()]
      case 'good_huge_cell.parquet': return i == 5 ? row + [generated_code: '# ' + 'x' * 2000000] : row
      case 'good_line_separators.jsonl': return i == 4 ? row + [prompt: 'a\u2028b\u0085c\u000bd'] : row
      default: return row
    }
  }
}
