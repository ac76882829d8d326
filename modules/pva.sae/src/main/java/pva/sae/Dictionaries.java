package pva.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import pva.base.Progress;
import pva.base.PvaException;
import pva.sae.spi.DictionaryFormat;

/** Opens dictionaries of any known format, and finds them in folders. */
public final class Dictionaries {
  /** Dictionaries up to this size are checked whole when opened; larger ones as they are used. */
  private static final long SMALL = 64L << 20;

  private Dictionaries() {
  }

  /** The names of the known formats. */
  public static List<String> formats() {
    return loaded().stream().map(DictionaryFormat::name).toList();
  }

  static List<DictionaryFormat> loaded() {
    List<DictionaryFormat> formats = new ArrayList<>();
    ServiceLoader.load(DictionaryFormat.class, Dictionaries.class.getClassLoader()).forEach(formats::add);
    return formats;
  }

  /**
   * Opens a dictionary; its format is judged by what lies there where none is named. Shapes are checked from the headers, and
   * the weights of small dictionaries too. Fails with PVA-SAE-001 (unknown format), PVA-SAE-002 (nothing there that is known)
   * or with the format's own codes.
   */
  public static Dictionary open(Path path, Optional<String> format) {
    Dictionary dictionary = opened(path, format);
    try {
      if (size(dictionary) <= SMALL) {
        dictionary.checkWeights();
      }
      return dictionary;
    } catch (PvaException e) {
      dictionary.close();
      throw e;
    }
  }

  /** Judged by its headers alone. */
  static Dictionary opened(Path path, Optional<String> format) {
    if (!Files.exists(path)) {
      throw PvaException.failed("PVA-FILE-001", "no such file or folder").at(path);
    }
    return format.map(name -> named(name, path)).orElseGet(() -> detected(path)).open(path);
  }

  /** Gemma Scope goes by its first generation's name where the second is meant. */
  private static DictionaryFormat named(String said, Path path) {
    boolean second = said.equals("gemma_scope") && recognising(path).stream().anyMatch(f -> f.name().equals("gemma_scope_2"));
    String name = second ? "gemma_scope_2" : said;
    return loaded().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow(() -> PvaException.usage("PVA-SAE-001",
        "there is no dictionary format `" + name + "`; there are " + String.join(", ", formats())));
  }

  private static DictionaryFormat detected(Path path) {
    List<DictionaryFormat> fitting = recognising(path);
    if (fitting.size() > 1) {
      throw PvaException.usage("PVA-SAE-003", "this may be " + String.join(" or ", fitting.stream().map(DictionaryFormat::name).toList())
          + ": name the format").at(path);
    }
    return fitting.stream().findFirst().orElseThrow(() -> PvaException.failed("PVA-SAE-002",
        "there is no dictionary here that is known").at(path)
        .help("formats that are read: " + String.join(", ", formats()))
        .help("pva sae " + path + " --format NAME says what is amiss for one of them"));
  }

  static List<DictionaryFormat> recognising(Path path) {
    return loaded().stream().filter(f -> f.recognises(path)).toList();
  }

  private static long size(Dictionary dictionary) {
    long size = 0;
    for (Path file : dictionary.info().files()) {
      try {
        size += Files.size(file);
      } catch (IOException e) {
        throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
      }
    }
    return size;
  }

  /**
   * The dictionary for a layer: {@code from} itself, or the one below it whose path names the layer ({@code layer_4} or
   * {@code blocks.4.}), the width and the L0. Where the layer is not there, the nearest one, with a note: the fit verdict then
   * judges it. Fails with PVA-SAE-004 where there is none, listing what there is.
   *
   * @param width latents wanted, as in 65536
   * @param l0 the L0 wanted; the nearest is taken, and without a wish the one nearest to 100, as is the custom with Gemma Scope
   */
  public static Path locate(Path from, int layer, OptionalInt width, OptionalInt l0, Progress notes) {
    return locate(from, layer, width, l0, true, notes);
  }

  /** {@code nearest}: false fails, listing what there is, where folders name layers and none this one. */
  static Path locate(Path from, int layer, OptionalInt width, OptionalInt l0, boolean nearest, Progress notes) {
    return new DictionarySearch(from, layer, width, l0, nearest, notes).find();
  }
}
