package pva.sae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.base.Progress;
import pva.base.PvaException;

/** Finds the dictionary of a layer, a width and an L0 below a folder: layer and L0 by the labels in the paths, width by the arrays. */
final class DictionarySearch {
  private static final int DEPTH = 5;
  private static final int USUAL_L0 = 100;
  /** What a path says of the dictionary that lies there. */
  private record Candidate(Path path, OptionalInt layer, OptionalInt l0) {
    static Candidate of(Path from, Path path) {
      DictionaryLabel label = DictionaryLabel.of(from.relativize(path).toString());
      return new Candidate(path, label.layer(), label.l0());
    }
  }

  private final Path from;
  private final int layer;
  private final OptionalInt width;
  private final OptionalInt l0;
  /** Whether the nearest layer may stand for the one that is asked for. */
  private final boolean nearest;
  private final Progress notes;

  DictionarySearch(Path from, int layer, OptionalInt width, OptionalInt l0, boolean nearest, Progress notes) {
    this.from = from;
    this.layer = layer;
    this.width = width;
    this.l0 = l0;
    this.nearest = nearest;
    this.notes = notes;
  }

  Path find() {
    if (!Files.exists(from)) {
      throw PvaException.failed("PVA-FILE-001", "no such file or folder").at(from);
    }
    if (!Dictionaries.recognising(from).isEmpty()) {
      if (!wide(from)) {
        throw PvaException.failed("PVA-SAE-009", "the dictionary does not have the " + width.getAsInt() + " latents that are asked for")
            .at(from).help("pva sae " + from + " says what it has");
      }
      return from;
    }
    List<Candidate> all = candidates();
    List<Candidate> fitting = all.isEmpty() ? all : ofLayer(all).stream().filter(c -> wide(c.path)).toList();
    if (fitting.isEmpty()) {
      throw nothing(all);
    }
    return ofL0(fitting).path;
  }

  /** Whether the dictionary has the width asked for, by its arrays: a folder's label is only a label. */
  private boolean wide(Path path) {
    if (width.isEmpty()) {
      return true;
    }
    try (Dictionary dictionary = Dictionaries.opened(path, Optional.empty())) {
      return dictionary.info().dSae() == width.getAsInt();
    } catch (PvaException e) {
      // damaged: whoever opens it says so better, unless another one fits
      return true;
    }
  }

  private List<Candidate> candidates() {
    try (Stream<Path> walk = Files.walk(from, DEPTH)) {
      List<Path> places = walk.filter(p -> !Dictionaries.recognising(p).isEmpty()).sorted().toList();
      // a file that is the whole of a folder's dictionary goes by the folder
      Set<Path> folders = places.stream().filter(Files::isDirectory).collect(Collectors.toSet());
      return places.stream().filter(p -> !folders.contains(p.getParent())).map(p -> Candidate.of(from, p)).toList();
    } catch (IOException | UncheckedIOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot list the folder: " + e.getMessage()).at(from).because(e);
    }
  }

  private List<Candidate> ofLayer(List<Candidate> fitting) {
    List<Candidate> named = fitting.stream().filter(c -> c.layer.isPresent()).toList();
    if (named.isEmpty()) {
      return fitting;
    }
    if (!nearest) {
      return named.stream().filter(c -> c.layer.getAsInt() == layer).toList();
    }
    int closest = named.stream().map(c -> c.layer.getAsInt()).min(Comparator.comparingInt((Integer n) -> Math.abs(n - layer))
        .thenComparingInt(n -> n)).orElseThrow();
    if (closest != layer) {
      notes.note("there is no dictionary of layer " + layer + " in " + from + ": taking that of layer " + closest + ", the nearest");
    }
    return named.stream().filter(c -> c.layer.getAsInt() == closest).toList();
  }

  /** By its label, else by what it says itself. */
  private static int l0(Candidate candidate, int otherwise) {
    if (candidate.l0.isPresent()) {
      return candidate.l0.getAsInt();
    }
    try (Dictionary dictionary = Dictionaries.opened(candidate.path, Optional.empty())) {
      return (int) Math.round(dictionary.info().declaredL0().orElse(otherwise));
    } catch (PvaException e) {
      // damaged: whoever opens it says so better
      return otherwise;
    }
  }

  private Candidate ofL0(List<Candidate> fitting) {
    int wanted = l0.orElse(USUAL_L0);
    Candidate chosen = fitting.stream().min(Comparator.comparingInt((Candidate c) -> Math.abs(l0(c, wanted) - wanted))
        .thenComparing(Candidate::path)).orElseThrow();
    boolean asked = l0.isPresent() && l0(chosen, -1) == l0.getAsInt();
    if (fitting.size() > 1 && !asked || l0.isPresent() && !asked) {
      notes.note("taking " + from.relativize(chosen.path) + " of " + list(fitting));
    }
    return chosen;
  }

  private PvaException nothing(List<Candidate> all) {
    String wanted = "no dictionary of layer " + layer + (width.isPresent() ? " and width " + width.getAsInt() : "");
    return PvaException.failed("PVA-SAE-004", "there is " + wanted + " in this folder").at(from)
        .help(all.isEmpty() ? "looked for dictionaries of every known format, " + DEPTH + " folders deep"
            : "there are: " + list(all));
  }

  private String list(List<Candidate> candidates) {
    String some = candidates.stream().limit(8).map(c -> from.relativize(c.path).toString()).collect(Collectors.joining(", "));
    return candidates.size() > 8 ? some + " and " + (candidates.size() - 8) + " more" : some;
  }
}
