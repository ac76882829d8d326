package pva.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.Hub;
import pva.model.Checkpoint;
import pva.sae.Dictionaries;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;

/** Finds what a spec names: beside the script first, then in the hub's cache. */
final class InputSearch {
  private final AnalysisSpec spec;
  private final Hub hub;
  private final List<Plan.Missing> missing;
  private final List<String> notes;
  private final List<String> corpusLooked = new ArrayList<>();

  InputSearch(AnalysisSpec spec, Hub hub, List<Plan.Missing> missing, List<String> notes) {
    this.spec = spec;
    this.hub = hub;
    this.missing = missing;
    this.notes = notes;
  }

  Optional<Dataset> dataset() {
    String pattern = spec.dataset().orElse(Datasets.NEWEST);
    try {
      return Optional.of(Datasets.open(Datasets.find(pattern, spec.base())).requireBothGroups());
    } catch (PvaException e) {
      if (!e.code().equals("PVA-DATA-001")) {
        throw e.word("dataset");
      }
      missing.add(new Plan.Missing("dataset", e.getMessage(), List.of(spec.base().resolve(pattern).toString()), e.help()));
      return Optional.empty();
    }
  }

  Optional<Checkpoint> checkpoint() {
    String id = spec.model().id();
    Place place = Place.of(id, spec.model().revision(), spec.base(), hub);
    if (place.path().isEmpty()) {
      missing.add(new Plan.Missing("model", "the model " + id, place.looked(), download(id, spec.model().revision(), "")));
      return Optional.empty();
    }
    return Optional.of(asked("model", () -> Checkpoint.open(place.path().get())));
  }

  Optional<Dictionary> dictionary(int layer, OptionalInt hidden) {
    Optional<String> from = spec.sae().from().or(() -> GemmaScope.residual(spec.model().id()));
    if (from.isEmpty()) {
      missing.add(new Plan.Missing("sae", "a dictionary for the model " + spec.model().id(), List.of(),
          List.of("no published dictionary of this model is known here; name its folder: sae jumpRelu(from: 'folder')")));
      return Optional.empty();
    }
    Place place = Place.of(from.get(), Optional.empty(), spec.base(), hub);
    boolean onlyOthers = place.hub() && layer >= 0 && byLayer(place.path().get()) && !Files.isDirectory(place.path().get().resolve("layer_"
        + layer));
    if (place.path().isEmpty() || onlyOthers) {
      String part = Place.isId(from.get()) ? part(layer) : "";
      List<String> looked = onlyOthers ? List.of(place.path().get().resolve("layer_" + layer).toString()) : place.looked();
      missing.add(new Plan.Missing("sae", "the SAE " + from.get() + (part.isEmpty() ? "" : " " + part), looked,
          download(from.get(), Optional.empty(), part)));
      return Optional.empty();
    }
    if (layer < 0) {
      return Optional.empty(); // the last layer of a model that is missing: nobody knows which dictionary is meant
    }
    return Optional.of(asked("sae", () -> open(place.path().get(), layer, hidden)));
  }

  /** A snapshot laid out by layer may hold a part of the repository only. */
  private static boolean byLayer(Path snapshot) {
    String[] layers = snapshot.toFile().list((folder, name) -> name.startsWith("layer_"));
    return layers != null && layers.length > 0;
  }

  private Dictionary open(Path from, int layer, OptionalInt hidden) {
    Path found = Dictionaries.locate(from, layer, spec.sae().width(), spec.sae().l0(), noted());
    Dictionary dictionary = Dictionaries.open(found, spec.sae().format());
    try {
      check(dictionary.info(), spec.sae().architecture(), hidden);
      return dictionary;
    } catch (PvaException e) {
      dictionary.close();
      throw e.at(found);
    }
  }

  /** Whether a dictionary is what the script says, and reads what the model gives. */
  static void check(DictionaryInfo info, Optional<String> architecture, OptionalInt hidden) {
    architecture.filter(asked -> !asked.equals(info.architecture())).ifPresent(asked -> {
      throw PvaException.failed("PVA-RUN-021", "this dictionary is " + info.architecture() + ", the script says " + asked);
    });
    if (hidden.isPresent() && hidden.getAsInt() != info.dIn()) {
      throw PvaException.failed("PVA-RUN-022", "this dictionary reads vectors of " + info.dIn()
          + " numbers, the model's residual stream has "
          + hidden.getAsInt()).help("take a dictionary that was made for this model");
    }
  }

  Optional<Path> corpus(Optional<Path> dataset) {
    if (spec.filter().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> said = spec.filter().get().corpus();
    if (said.isPresent()) {
      Path file = Place.of(said.get(), Optional.empty(), spec.base(), hub).path().filter(Files::isRegularFile).orElse(null);
      if (file == null) {
        missing.add(new Plan.Missing("filter", "the corpus " + said.get(), List.of(spec.base().resolve(said.get()).normalize().toString()),
            List.of("name a JSON lines file whose lines have `text`: filter pile(" + spec.filter().get().share()
                + ", corpus: 'file.jsonl')")));
      }
      return Optional.ofNullable(file);
    }
    Set<Path> folders = new LinkedHashSet<>(List.of(spec.base(), spec.base().resolve("data")));
    dataset.ifPresent(d -> folders.add(d.toAbsolutePath().normalize().getParent()));
    for (Path folder : folders) {
      Path file = folder.resolve("pile.jsonl");
      corpusLooked.add(file.toString());
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The notebook's warning, with the places that were looked at. */
  String corpusAbsent() {
    Optional<String> said = spec.filter().flatMap(FilterSpec::corpus);
    if (said.isPresent()) {
      return "the corpus " + said.get() + " is not there";
    }
    return "rates absent, results unfiltered: no corpus was named and none was found (looked for " + String.join(", ", corpusLooked)
        + "); name one: filter pile(" + spec.filter().orElseThrow().share() + ", corpus: 'file.jsonl')";
  }

  private String part(int layer) {
    String width = spec.sae().width().isPresent() ? "width_" + GemmaScope.width(spec.sae().width().getAsInt()) : "width_*";
    String l0 = spec.sae().l0().isPresent() ? "average_l0_" + spec.sae().l0().getAsInt() : "average_l0_*";
    return "layer_" + (layer < 0 ? "*" : layer) + "/" + width + "/" + l0;
  }

  private static List<String> download(String id, Optional<String> revision, String part) {
    if (!Place.isId(id)) {
      return List.of("check the path; it starts from the script's folder");
    }
    return List.of("get it: huggingface-cli download " + id + revision.map(r -> " --revision " + r).orElse("")
        + (part.isEmpty() ? "" : " --include '" + part + "/*'"));
  }

  private Progress noted() {
    return new Progress() {
      @Override
      public Task start(String what, long total, String unit) {
        return units -> { };
      }

      @Override
      public void note(String line) {
        notes.add(line);
      }
    };
  }

  private static <T> T asked(String word, java.util.function.Supplier<T> open) {
    try {
      return open.get();
    } catch (PvaException e) {
      throw e.word(word);
    }
  }
}
