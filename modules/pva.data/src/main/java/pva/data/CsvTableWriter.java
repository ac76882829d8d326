package pva.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A table as CSV: blocks of rows are put into text on all processors, a few at a time, and written in their order. */
final class CsvTableWriter {
  private static final int ROWS = 1024;
  private static final int BLOCKS = 16;

  private CsvTableWriter() {
  }

  static void write(Table table, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      CsvText names = new CsvText();
      for (int i = 0; i < table.columns().size(); i++) {
        names.start(i);
        names.text(table.columns().get(i).name());
      }
      names.endLine();
      names.writeTo(out);
      for (int from = 0; from < table.rows(); from += ROWS * BLOCKS) {
        int first = from;
        int blocks = Math.min(BLOCKS, (table.rows() - from + ROWS - 1) / ROWS);
        List<CsvText> texts = IntStream.range(0, blocks).parallel()
            .mapToObj(b -> block(table, first + b * ROWS, Math.min(table.rows(), first + (b + 1) * ROWS))).toList();
        for (CsvText text : texts) {
          text.writeTo(out);
        }
      }
    }
  }

  private static CsvText block(Table table, int from, int to) {
    CsvText text = new CsvText();
    for (int row = from; row < to; row++) {
      for (int i = 0; i < table.columns().size(); i++) {
        text.start(i);
        text.cell(table.columns().get(i), row);
      }
      text.endLine();
    }
    return text;
  }
}
