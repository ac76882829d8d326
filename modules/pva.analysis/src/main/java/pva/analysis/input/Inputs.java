package pva.analysis.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pva.analysis.run.Plan;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.Pairing;
import pva.base.PvaException;
import pva.data.Dataset;
import pva.data.Hub;
import pva.model.Checkpoint;
import pva.sae.Dictionary;

/**
 * What a spec names, as far as it is on this machine: opened and checked, but no weight is read.
 *
 * @param second the dataset that what the first one chose is carried over to; empty where the script names none, or while it is missing
 * @param layers ascending; -1 is resolved where the model is there
 * @param corpus general text; empty where there is none or no filter was asked for
 * @param corpusAbsent why a filter goes without general text, in words
 */
public record Inputs(AnalysisSpec spec, List<LayerSae> layers, Optional<Dataset> dataset, Optional<Dataset> second,
    Optional<Checkpoint> checkpoint, Optional<Path> corpus, Optional<String> corpusAbsent, List<Plan.Missing> missing,
    List<String> notes) implements AutoCloseable {
  public Inputs {
    layers = List.copyOf(layers);
  }

  /** Looks for everything; what is not there is listed, what is there but damaged fails at once. */
  public static Inputs find(AnalysisSpec spec, Hub hub) {
    List<Plan.Missing> missing = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    InputSearch search = new InputSearch(spec, hub, missing, notes);
    Optional<Dataset> dataset = search.dataset();
    Optional<Dataset> second = spec.statistics().transfer().flatMap(path -> search.dataset("transfer", path));
    Optional<Checkpoint> checkpoint = search.checkpoint();
    List<Integer> blocks = spec.layers().stream().map(layer -> checkpoint.map(c -> c.layer(layer)).orElse(layer)).toList();
    Optional<Path> corpus = search.corpus(dataset.map(Dataset::path));
    Optional<String> absent = spec.filter().isPresent() && corpus.isEmpty() ? Optional.of(search.corpusAbsent()) : Optional.empty();
    List<LayerSae> layers = search.dictionaries(blocks, checkpoint); // last: they stay open
    return new Inputs(spec, layers, dataset, second, checkpoint, corpus, absent, List.copyOf(missing), List.copyOf(notes));
  }

  /** These inputs where all are there; otherwise {@link #incomplete}. */
  public Inputs complete() {
    if (missing.isEmpty()) {
      return this;
    }
    close();
    throw incomplete();
  }

  /** PVA-RUN-020, which lists what is missing and how to get it. */
  PvaException incomplete() {
    String what = missing.stream().map(Plan.Missing::what).collect(Collectors.joining("; "));
    PvaException e = PvaException.failed("PVA-RUN-020", "not on this machine: " + what).word(missing.get(0).word());
    for (Plan.Missing m : missing) {
      for (String place : m.looked()) {
        e = e.help(m.word() + ": looked for " + place);
      }
      for (String step : m.get()) {
        e = e.help(m.word() + ": " + step);
      }
    }
    return e;
  }

  /** The same with the second dataset in place of the first: its rows take the same way through model and dictionaries. */
  public Optional<Inputs> ofSecond() {
    return second.map(data -> new Inputs(spec, layers, Optional.of(data), Optional.empty(), checkpoint, Optional.empty(), Optional.empty(),
        missing, notes));
  }

  /** The lowest layer; where a run looks at one, that one. */
  public LayerSae first() {
    return layers.get(0);
  }

  public LayerSae at(int layer) {
    return layers.stream().filter(l -> l.layer() == layer).findFirst().orElseThrow();
  }

  public boolean several() {
    return layers.size() > 1;
  }

  /** Whether dictionaries are given another tensor than their own on purpose. */
  public boolean published() {
    return spec.sae().pairing() == Pairing.PUBLISHED;
  }

  public Dataset data() {
    return dataset.orElseThrow();
  }

  public Checkpoint model() {
    return checkpoint.orElseThrow();
  }

  @Override
  public void close() {
    layers.forEach(layer -> layer.dictionary().ifPresent(Dictionary::close));
  }
}
