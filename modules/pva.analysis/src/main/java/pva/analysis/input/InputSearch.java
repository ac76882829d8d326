package pva.analysis.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.analysis.run.Plan;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.HookContract;
import pva.analysis.spec.SaeSpec;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.Hub;
import pva.data.Place;
import pva.model.Checkpoint;
import pva.model.Hook;
import pva.model.HookPoint;
import pva.model.ModelSource;
import pva.sae.Dictionaries;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;
import pva.sae.DictionarySource;
import pva.sae.DictionaryWish;
import pva.sae.Releases;

/** Finds what a spec names: beside the script first, then in the hub's cache. */
public final class InputSearch {
  private static final Pattern PART_IS_FILE = Pattern.compile(".*\\.(?:safetensors|pth?)");

  private final AnalysisSpec spec;
  private final Hub hub;
  private final List<Plan.Missing> missing;
  private final List<String> notes;
  /** What the table of releases has against a choice. */
  private final List<String> doubts = new ArrayList<>();
  private final List<String> corpusLooked = new ArrayList<>();

  public InputSearch(AnalysisSpec spec, Hub hub, List<Plan.Missing> missing, List<String> notes) {
    this.spec = spec;
    this.hub = hub;
    this.missing = missing;
    this.notes = notes;
  }

  /** To ask where something would be; what is missing is not collected. */
  static InputSearch of(AnalysisSpec spec, Hub hub) {
    return new InputSearch(spec, hub, new ArrayList<>(), new ArrayList<>());
  }

  Optional<Dataset> dataset() {
    return dataset("dataset", spec.dataset().orElse(Datasets.NEWEST));
  }

  /** @param word what the script says it with */
  Optional<Dataset> dataset(String word, String pattern) {
    try {
      return Optional.of(Datasets.open(Datasets.find(pattern, spec.base())).requireBothGroups());
    } catch (PvaException e) {
      if (!e.code().equals("PVA-DATA-001")) {
        throw said(word, e);
      }
      missing.add(new Plan.Missing(word, e.getMessage(), List.of(spec.base().resolve(pattern).toString()), e.help()));
      return Optional.empty();
    }
  }

  /** The reader of datasets knows but one word for them. */
  private static PvaException said(String word, PvaException e) {
    PvaException again = PvaException.failed(e.code(), e.getMessage()).word(word).because(e);
    for (String line : e.help()) {
      again = again.help(line);
    }
    return e.file().isPresent() ? again.at(e.file().get()) : again;
  }

  /** The model, of which the blocks up to the layer are needed and the one behind it, which the fit check reads. */
  ModelSource model() {
    return new ModelSource(modelPlace(), 1);
  }

  Place modelPlace() {
    return Place.of(spec.model().id(), spec.model().revision(), spec.base(), hub);
  }

  public Optional<Checkpoint> checkpoint() {
    Place place = modelPlace();
    Optional<Path> folder = asked("model", () -> model().present(spec.deepest()));
    if (folder.isEmpty()) {
      missing.add(new Plan.Missing("model", "the model " + place.said(), place.looked(), howToGet(place, Optional.empty())));
    }
    return folder.map(f -> asked("model", () -> Checkpoint.open(f, spec.deepest(), 1)));
  }

  /**
   * The dictionary of a layer, by what the script says or by the table of releases; empty where the table has none of the model, or
   * where the layer is the last of a model that is missing. Fails with PVA-SAE-041 where the table has none that fits.
   */
  Optional<DictionarySource> source(int layer) {
    SaeSpec sae = spec.sae();
    DictionaryWish wish = wish(layer);
    if (sae.from().isPresent()) {
      return Optional.of(DictionarySource.at(Place.of(sae.from().get(), Optional.empty(), spec.base(), hub), wish));
    }
    Optional<String> scope = GemmaScope.residual(spec.model().id());
    Optional<DictionarySource> whole = scope.map(id -> DictionarySource.at(Place.of(id, Optional.empty(), spec.base(), hub), wish));
    if (layer < 0) {
      return whole;
    }
    try {
      return Optional.of(DictionarySource.of(Releases.find(spec.model().id(), wish), wish, spec.base(), hub));
    } catch (PvaException e) {
      if (e.code().equals("PVA-SAE-041") && whole.isPresent()) {
        doubts.addAll(Stream.concat(Stream.of(e.getMessage()), e.help().stream()).toList());
        return whole; // the hub knows better than the table
      }
      if (e.code().equals("PVA-SAE-040")) {
        doubts.addAll(e.help());
        return Optional.empty();
      }
      throw e;
    }
  }

  private DictionaryWish wish(int layer) {
    SaeSpec sae = spec.sae();
    OptionalInt at = layer < 0 ? OptionalInt.empty() : OptionalInt.of(layer);
    return new DictionaryWish(at, sae.width(), sae.l0(), sae.architecture(), sae.format());
  }

  /**
   * The dictionary of each layer. Fails with PVA-SAE-004 where a folder has none of a layer, and with PVA-RUN-028 where two layers would be
   * given the same one.
   */
  List<LayerSae> dictionaries(List<Integer> layers, Optional<Checkpoint> checkpoint) {
    List<LayerSae> found = new ArrayList<>();
    List<Plan.Missing> before = List.copyOf(missing);
    try {
      for (int layer : layers) {
        found.add(new LayerSae(layer, dictionary(layer, checkpoint), spec.sae().pairing()));
        requireItsOwn(found);
      }
    } catch (PvaException e) {
      found.forEach(layer -> layer.dictionary().ifPresent(Dictionary::close));
      throw e;
    }
    List<Plan.Missing> ofLayers = missing.subList(before.size(), missing.size());
    if (ofLayers.size() > 1) {
      Plan.Missing all = new Plan.Missing("sae", ofLayers.stream().map(Plan.Missing::what).distinct().collect(Collectors.joining("; ")),
          ofLayers.stream().flatMap(m -> m.looked().stream()).distinct().toList(),
          ofLayers.stream().flatMap(m -> m.get().stream()).distinct().toList());
      ofLayers.clear();
      missing.add(all);
    }
    return found;
  }

  /** The last one is no other layer's too. */
  private static void requireItsOwn(List<LayerSae> found) {
    LayerSae last = found.get(found.size() - 1);
    for (LayerSae other : found.subList(0, found.size() - 1)) {
      if (last.dictionary().isPresent() && other.dictionary().isPresent() && last.sae().info().path().equals(other.sae().info().path())) {
        throw PvaException.failed("PVA-RUN-028", "layers " + other.layer() + " and " + last.layer() + " would be given the same dictionary")
            .at(last.sae().info().path()).word("sae").help("name a folder with one sub-folder a layer, such as layer_" + last.layer());
      }
    }
  }

  public Optional<Dictionary> dictionary(int layer, Optional<Checkpoint> checkpoint) {
    doubts.clear();
    Optional<DictionarySource> source = asked("sae", () -> source(layer));
    if (source.isEmpty()) {
      List<String> get = new ArrayList<>(List.of("no published dictionary of this model is known here; name its folder: "
          + "sae jumpRelu(from: 'folder')"));
      get.addAll(doubts);
      missing.add(new Plan.Missing("sae", "a dictionary for the model " + spec.model().id(), List.of(), get));
      return Optional.empty();
    }
    Place place = source.get().place();
    Optional<Path> found = layer < 0 && !place.atHub() ? Optional.empty()
        : asked("sae", () -> source.get().present(!spec.several(), noted()));
    if (found.isEmpty() && !(layer < 0 && place.here())) {
      Optional<String> part = source.get().part();
      List<String> get = new ArrayList<>(doubts);
      get.addAll(howToGet(place, part));
      missing.add(new Plan.Missing("sae", "the SAE " + place.id().filter(id -> place.atHub()).orElse(place.said())
          + part.map(p -> " " + p).orElse(""), place.looked(), get));
    }
    if (found.isEmpty() || layer < 0) {
      return Optional.empty(); // the last layer of a model that is missing: nobody knows which dictionary is meant
    }
    notes.addAll(source.get().notes());
    return Optional.of(asked("sae", () -> open(found.get(), layer, checkpoint)));
  }

  private Dictionary open(Path found, int layer, Optional<Checkpoint> checkpoint) {
    Dictionary dictionary = Dictionaries.open(found, spec.sae().format());
    try {
      wish(layer).check(dictionary.info());
      Hook hook = HookContract.at(dictionary.info(), layer, spec.sae().pairing());
      check(dictionary.info(), spec.sae().architecture(), hook, checkpoint.map(c -> OptionalInt.of(c.width(hook.point())))
          .orElse(OptionalInt.empty()));
      return dictionary;
    } catch (PvaException e) {
      dictionary.close();
      throw e.at(found);
    }
  }

  /** Whether a dictionary is what the script says, and reads vectors as long as the model gives. */
  static void check(DictionaryInfo info, Optional<String> architecture, Hook hook, OptionalInt width) {
    architecture.filter(asked -> !asked.equals(info.architecture())).ifPresent(asked -> {
      throw PvaException.failed("PVA-RUN-021", "this dictionary is " + info.architecture() + ", the script says " + asked);
    });
    if (width.isPresent() && width.getAsInt() != info.dIn()) {
      String tensor = hook.point() == HookPoint.RESID_POST ? "residual stream" : hook.point().word();
      throw PvaException.failed("PVA-RUN-022", "this dictionary reads vectors of " + info.dIn() + " numbers, the model's " + tensor
          + " has " + width.getAsInt()).help("take a dictionary that was made for this model");
    }
  }

  Optional<Path> corpus(Optional<Path> dataset) {
    if (spec.filter().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> said = spec.filter().get().corpus();
    if (said.isPresent()) {
      Path file = Optional.of(Place.of(said.get(), Optional.empty(), spec.base(), hub).local()).filter(Files::isRegularFile).orElse(null);
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

  private List<String> howToGet(Place place, Optional<String> part) {
    if (!place.atHub()) {
      return List.of("check the path; it starts from the script's folder");
    }
    String download = "huggingface-cli download " + place.id().orElseThrow() + place.revision().map(r -> " --revision " + r).orElse("")
        + part.map(p -> " --include '" + p + (PART_IS_FILE.matcher(p).matches() ? "'" : "/*'")).orElse("");
    return hub.offline() ? List.of("HF_HUB_OFFLINE is set: unset it, and pva run fetches it", "or get it: " + download)
        : List.of("pva run fetches it", "or get it: " + download);
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
