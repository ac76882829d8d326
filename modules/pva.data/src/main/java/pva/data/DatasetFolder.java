package pva.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import pva.base.PvaException;

/**
 * A folder in which datasets are looked for.
 *
 * @param glob relative to the folder
 * @param said the folder as it was asked for
 */
record DatasetFolder(Path folder, String glob, String said) {
  private static final Pattern NAME_TIME = Pattern.compile(".*_(\\d{8}_\\d{6})\\.[^.]*");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");
  private static final int SHOWN = 5;

  Path newest() {
    if (!Files.isDirectory(folder)) {
      throw notFound("looked for `" + glob + "`, but the folder `" + said + "` does not exist");
    }
    PathMatcher matcher = matcher();
    int depth = glob.contains("**") ? Integer.MAX_VALUE : glob.split("/").length;
    try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(f -> matcher.matches(folder.relativize(f)) && Files.isRegularFile(f))
          .max(Comparator.comparing(DatasetFolder::time).thenComparing(f -> f.getFileName().toString()))
          .orElseThrow(() -> notFound("looked for `" + glob + "`, but the folder holds " + content()));
    } catch (IOException | java.io.UncheckedIOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the folder: " + e.getMessage()).at(folder).because(e);
    }
  }

  private PathMatcher matcher() {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw notFound("`" + glob + "` is not a pattern");
    }
  }

  /** The time in the name, else the modification time. */
  private static Instant time(Path file) {
    Matcher name = NAME_TIME.matcher(file.getFileName().toString());
    if (name.matches()) {
      try {
        return LocalDateTime.parse(name.group(1), TIME).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        // digits that are no time: go by the file
      }
    }
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }

  private PvaException notFound(String why) {
    return PvaException.failed("PVA-DATA-001", "no dataset found: " + why).at(folder).word("dataset")
        .help("make one: pva generate --model google/gemma-2-9b --problems problems.jsonl --out "
            + (glob.contains("/") || said.isEmpty() ? "data/datasets" : said))
        .help("or name one: a .parquet or .jsonl file, a folder, or a pattern");
  }

  private String content() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      if (names.isEmpty()) {
        return "nothing";
      }
      String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
      return String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more;
    } catch (IOException e) {
      return "nothing that can be listed";
    }
  }
}
