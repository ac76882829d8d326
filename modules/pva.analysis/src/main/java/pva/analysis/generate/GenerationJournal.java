package pva.analysis.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.base.PvaException;
import pva.base.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finished groups of solutions, a line each, in a hidden file beside the dataset to come: {@code .generate-KEY.jsonl}, where KEY is
 * that of the request, so that only the same request goes on from it. A line ends with the hash of what it says; a line that a kill
 * cut off is cut away.
 */
final class GenerationJournal implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int HASH = 64;

  private final Path file;
  private final FileChannel channel;
  private final Map<Integer, List<Written>> groups = new LinkedHashMap<>();

  /**
   * One solution with its verdict.
   *
   * @param tokens how many were generated
   * @param errors one entry a test, empty = passed
   */
  record Written(int row, int sample, String code, int tokens, double seconds, List<Optional<String>> errors) {
  }

  /** Fails with PVA-GEN-005 where another process writes it, and with PVA-FILE-003 where it cannot be written. */
  GenerationJournal(Path folder, String key) {
    file = folder.resolve(".generate-" + key.substring(0, 16) + ".jsonl");
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock();
      channel.truncate(read(Files.readAllBytes(file)));
      channel.position(channel.size());
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the journal: " + e.getMessage()).at(file).because(e);
    }
  }

  private void lock() throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // told below: this process has it
    }
    if (lock == null) {
      channel.close();
      throw PvaException.failed("PVA-GEN-005", "the same generation is running into this folder").at(file)
          .help("wait for it, or give another --out");
    }
  }

  /** How many bytes hold whole lines. */
  private int read(byte[] bytes) {
    int whole = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (!line(new String(bytes, whole, i - whole, StandardCharsets.UTF_8))) {
          return whole;
        }
        whole = i + 1;
      }
    }
    return whole;
  }

  private boolean line(String line) {
    int split = line.length() - HASH - 1;
    if (split < 0 || !Sha256.of(line.substring(0, split).getBytes(StandardCharsets.UTF_8)).equals(line.substring(split + 1))) {
      return false;
    }
    try {
      JsonNode node = JSON.readTree(line.substring(0, split));
      List<Written> written = new ArrayList<>();
      for (JsonNode w : node.path("written")) {
        List<Optional<String>> errors = new ArrayList<>();
        w.path("errors").forEach(e -> errors.add(e.isNull() ? Optional.empty() : Optional.of(e.asString())));
        written.add(new Written(w.path("row").asInt(), w.path("sample").asInt(), w.path("code").asString(), w.path("tokens").asInt(),
            w.path("seconds").asDouble(), errors));
      }
      groups.put(node.path("group").asInt(), written);
      return true;
    } catch (JacksonException e) {
      return false;
    }
  }

  Map<Integer, List<Written>> groups() {
    return groups;
  }

  /** Adds a group; it is on the disk when this returns. */
  void add(int group, List<Written> written) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Written w : written) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("row", w.row());
      one.put("sample", w.sample());
      one.put("code", w.code());
      one.put("tokens", w.tokens());
      one.put("seconds", w.seconds());
      one.put("errors", w.errors().stream().map(e -> e.orElse(null)).toList());
      lines.add(one);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("group", group);
    values.put("written", lines);
    String text = JSON.writeValueAsString(values);
    try {
      ByteBuffer bytes = ByteBuffer.wrap((text + " " + Sha256.of(text.getBytes(StandardCharsets.UTF_8)) + "\n")
          .getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot write the journal: " + e.getMessage()).at(file).because(e);
    }
    groups.put(group, written);
  }

  /** The dataset is written: nobody needs the journal. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-003", "cannot delete the journal: " + e.getMessage()).at(file).because(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // every group was forced to the disk
    }
  }
}
