package pva.analysis.input;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import pva.analysis.run.Plan;
import pva.analysis.spec.AnalysisSpec;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Hub;
import pva.data.Place;
import pva.sae.DictionarySource;

/**
 * Brings what a run names by a hub id and this machine does not have: first the model, because its layers decide which dictionary is
 * meant, then the dictionary. Nothing is fetched while anything is missing that no hub has. A download that was stopped goes on where
 * it stood.
 */
public final class Fetching {
  /** Offline, no connection, a busy server. */
  private static final Set<String> UNREACHABLE = Set.of("PVA-HUB-001", "PVA-HUB-006", "PVA-HUB-013");

  private final AnalysisSpec spec;
  private final Hub hub;
  private final Progress progress;
  private final Supplier<Inputs> find;

  private Fetching(AnalysisSpec spec, Hub hub, Progress progress, Supplier<Inputs> find) {
    this.spec = spec;
    this.hub = hub;
    this.progress = progress;
    this.find = find;
  }

  /**
   * Everything a spec names. Fails with PVA-RUN-020, which lists what is missing and how to get it, where the hub cannot help, and with
   * PVA-HUB-002 to -017 where it refuses.
   */
  public static Inputs complete(AnalysisSpec spec, Hub hub, Progress progress) {
    return complete(spec, hub, progress, () -> Inputs.find(spec, hub));
  }

  /** The same of inputs that are looked for in another way; {@code spec} says where model and dictionary are. */
  public static Inputs complete(AnalysisSpec spec, Hub hub, Progress progress, Supplier<Inputs> find) {
    Inputs here = find.get();
    if (here.missing().isEmpty()) {
      return here;
    }
    here.close();
    return new Fetching(spec, hub, progress, find).complete(here);
  }

  private Inputs complete(Inputs here) {
    InputSearch search = InputSearch.of(spec, hub);
    if (hub.offline() || here.missing().stream().anyMatch(m -> !fetchable(m, search, here.layers()))) {
      return here.complete();
    }
    try {
      if (here.checkpoint().isEmpty()) {
        search.model().fetch(spec.deepest(), progress);
      }
    } catch (PvaException e) {
      throw refused(e, here, "model");
    }
    try (Inputs withModel = find.get()) {
      boolean wanted = withModel.missing().stream().anyMatch(m -> m.word().equals("sae"));
      for (LayerSae layer : wanted ? withModel.layers() : List.<LayerSae>of()) {
        Optional<DictionarySource> source = layer.dictionary().isPresent() ? Optional.empty() : search.source(layer.layer());
        if (source.isPresent() && source.get().place().atHub()) {
          source.get().fetch(progress);
        }
      }
    } catch (PvaException e) {
      throw refused(e, here, "sae");
    }
    return find.get().complete();
  }

  private static boolean fetchable(Plan.Missing missing, InputSearch search, List<LayerSae> layers) {
    return switch (missing.word()) {
      case "model" -> search.modelPlace().atHub();
      case "sae" -> layers.stream().filter(l -> l.dictionary().isEmpty())
          .allMatch(l -> search.source(l.layer()).map(DictionarySource::place)
          .map(Place::atHub).orElse(l.layer() < 0));
      default -> false;
    };
  }

  /** Where the hub cannot be reached, what is missing and how to get it is worth more than the address that did not answer. */
  private static PvaException refused(PvaException e, Inputs here, String word) {
    if (!UNREACHABLE.contains(e.code())) {
      return e.word(word);
    }
    PvaException all = here.incomplete().help(word + ": " + e.getMessage());
    for (String line : e.help()) {
      all = all.help(word + ": " + line);
    }
    return all.because(e);
  }
}
