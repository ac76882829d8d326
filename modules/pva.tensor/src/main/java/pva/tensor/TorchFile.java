package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import pva.tensor.TorchNames.View;

/**
 * The tensors of a file written by {@code torch.save}: {@code .pt}, {@code .pth} or {@code .bin}, as a zip file or in the form
 * from before torch 1.6. Opening runs its pickle in a machine that can make nothing but tensors ({@link TorchPickle}).
 *
 * <p>Entries of dictionaries in dictionaries have the names joined by dots; texts and numbers beside the tensors are the
 * {@link #metadata}. Row-major tensors are mapped where they lie, others are put in order in a temporary file when first used.
 */
public final class TorchFile implements TensorFile {
  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_DEPTH = 16;
  private static final int LONGEST_NAME = 1000;

  private final TorchContent content;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, View> views = new HashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Pages> pages = new HashMap<>();
  private int entries;

  private TorchFile(TorchContent content) {
    this.content = content;
  }

  /**
   * Fails with PVA-PT-001 (no torch file), PVA-PT-002 (the pickle is damaged), PVA-PT-003 (it asks for more than tensors),
   * PVA-PT-004 (a storage is missing or short), PVA-PT-005 (a tensor lies outside its storage), PVA-PT-006 (no dictionary of
   * tensors), and with PVA-NPZ-001 to 005 where the zip file is at fault.
   */
  public static TorchFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      TorchFile torch = new TorchFile(TorchContent.read(file, channel));
      torch.take();
      return torch;
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-FILE-001", "no such file").at(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }

  private void take() {
    if (!(content.root() instanceof Map<?, ?> root)) {
      String what = content.root() instanceof List ? "a list" : content.root() instanceof View ? "one tensor" : "a single value";
      throw PvaException.failed("PVA-PT-006", "the file holds " + what + ", not a dictionary of tensors").at(path());
    }
    take("", root, 0);
    if (tensors.isEmpty()) {
      throw PvaException.failed("PVA-PT-006", "the file holds no tensors").at(path());
    }
  }

  private void take(String prefix, Map<?, ?> dictionary, int depth) {
    for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
      String name = prefix + entry.getKey();
      // one dictionary may stand in many places, or in itself
      if (depth > MAX_DEPTH || ++entries > MAX_ENTRIES || name.length() > LONGEST_NAME) {
        throw PvaException.failed("PVA-PT-002", "its dictionaries are nested without end, or their names are too long").at(path());
      }
      if (entry.getValue() instanceof View view) {
        tensors.put(name, content.info(name, view));
        views.put(name, view);
      } else if (entry.getValue() instanceof Map<?, ?> inner) {
        take(name + ".", inner, depth + 1);
      } else if (!(entry.getValue() instanceof List) && entry.getValue() != TorchPickle.NONE) {
        metadata.put(name, String.valueOf(entry.getValue()));
      }
    }
  }

  @Override
  public Path path() {
    return content.path();
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public ByteBuffer bytes(String name, long from, int length) {
    info(name);
    return pages(name).slice(from, length);
  }

  private synchronized Pages pages(String name) {
    Pages known = pages.get(name);
    if (known == null) {
      try {
        known = content.pages(tensors.get(name), views.get(name));
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read `" + name + "`: " + e.getMessage()).at(path()).because(e);
      }
      pages.put(name, known);
    }
    return known;
  }

  @Override
  public void close() {
    // the pages go with the last buffer of theirs
    pages.clear();
  }
}
