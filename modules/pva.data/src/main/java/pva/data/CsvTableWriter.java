package pva.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
      List<CsvText> blocks = Stream.generate(CsvText::new).limit(BLOCKS).toList();
      for (int from = 0; from < table.rows(); from += ROWS * BLOCKS) {
        int first = from;
        IntStream.range(0, BLOCKS).parallel().forEach(b -> fill(blocks.get(b), table, first + b * ROWS));
        for (CsvText text : blocks) {
          text.writeTo(out);
        }
      }
    }
  }

  private static void fill(CsvText text, Table table, int from) {
    text.clear();
    for (int row = from; row < Math.min(table.rows(), from + ROWS); row++) {
      for (int i = 0; i < table.columns().size(); i++) {
        text.start(i);
        text.cell(table.columns().get(i), row);
      }
      text.endLine();
    }
  }
}
