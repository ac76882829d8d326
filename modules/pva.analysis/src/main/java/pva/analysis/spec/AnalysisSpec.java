package pva.analysis.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import pva.base.PvaException;
import pva.model.Position;
import pva.stats.RankBy;
import pva.tensor.DeviceChoice;

/**
 * What one analysis is asked to do: everything a script can say, as plain values with the defaults filled in.
 *
 * @param script the script file, for messages and the record
 * @param scriptText its text, as it was when it was read
 * @param base the script's folder; relative paths start here
 * @param dataset file, folder or glob; empty = the newest {@code data/datasets/dataset_*.parquet}
 * @param layers residual stream after each of these blocks, ascending; -1, alone, = the last one
 * @param threshold activations at or below it are 0, after the dictionary's own rule
 * @param filter the filter on general text; empty = every latent is kept
 * @param template drops latents that fire on every row or on none
 * @param highNorm leaves out rows with an outsize activation
 * @param statistics split, tests, correction, detection, baselines and stability
 * @param params the values of the script's {@code params}, in the order they were declared
 * @param said where the script said each word ({@code model}, {@code sae}, ...), for errors at run time
 */
public record AnalysisSpec(Path script, String scriptText, Path base, Optional<String> dataset, ModelSpec model, DeviceChoice device,
                           List<Integer> layers, Position position, SaeSpec sae, double threshold, Optional<FilterSpec> filter,
                           Optional<TemplateSpec> template, Optional<HighNormSpec> highNorm, RankSpec rank, StatisticsSpec statistics,
                           Map<String, Object> params, Map<String, Span> said) implements ScriptSpec {
  public AnalysisSpec {
    Objects.requireNonNull(script);
    Objects.requireNonNull(scriptText);
    Objects.requireNonNull(base);
    Objects.requireNonNull(model);
    Objects.requireNonNull(device);
    Objects.requireNonNull(sae);
    Objects.requireNonNull(filter);
    Objects.requireNonNull(template);
    Objects.requireNonNull(highNorm);
    Objects.requireNonNull(rank);
    Objects.requireNonNull(statistics);
    if (dataset.isPresent() && dataset.get().isBlank()) {
      throw PvaException.usage("PVA-RUN-010", "the place of the dataset is empty").word("dataset");
    }
    layers = checked(layers);
    if (position == Position.ALL) {
      throw PvaException.usage("PVA-RUN-012", "one token stands for a row: final or last prompt token").word("position");
    }
    if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw PvaException.usage("PVA-RUN-013", "the threshold is a number from 0 up, not " + threshold).word("threshold");
    }
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
  }

  private static List<Integer> checked(List<Integer> layers) {
    String word = layers.size() == 1 ? "layer" : "layers";
    List<Integer> ascending = layers.stream().sorted().toList();
    for (int layer : ascending) {
      if (layer < (layers.size() == 1 ? -1 : 0)) {
        throw PvaException.usage("PVA-RUN-011", "a layer is counted from 0, or -1 for the last block, not " + layer).word(word)
            .help(layer == -1 ? "say layer -1 for the last block alone, or count it from 0" : "pva help " + word);
      }
      if (ascending.indexOf(layer) != ascending.lastIndexOf(layer)) {
        throw PvaException.usage("PVA-RUN-015", "layer " + layer + " is said twice").word(word);
      }
    }
    return ascending;
  }

  /** Starts a spec with every default of the design; only the layer has none. */
  public static Builder of(Path script, String scriptText) {
    return new Builder(script, scriptText);
  }

  /** The layer that the most blocks are needed for; -1 = all. */
  public int deepest() {
    return layers.get(layers.size() - 1);
  }

  public boolean several() {
    return layers.size() > 1;
  }

  /** The same analysis on another device. */
  public AnalysisSpec on(DeviceChoice other) {
    return new AnalysisSpec(script, scriptText, base, dataset, model, other, layers, position, sae, threshold, filter, template, highNorm,
        rank, statistics, params, said);
  }

  /** Collects what a script says; a word said twice counts the last time. */
  public static final class Builder extends ScriptSpecBuilder<Builder> {
    private Optional<String> dataset = Optional.empty();
    private List<Integer> layers = List.of();
    private Position position = Position.FINAL;
    private SaeSpec sae = SaeSpec.any();
    private double threshold = 0.05;
    private Optional<FilterSpec> filter = Optional.empty();
    private Optional<TemplateSpec> template = Optional.empty();
    private Optional<HighNormSpec> highNorm = Optional.empty();
    private RankSpec rank = new RankSpec(RankBy.COHENS_D, 20);
    private Optional<SplitSpec> split = Optional.empty();
    private TestSpec test = TestSpec.all();
    private Optional<CorrectSpec> correct = Optional.empty();
    private Optional<DetectSpec> detect = Optional.empty();
    private List<BaselineSpec> compare = List.of();
    private Optional<StabilitySpec> stability = Optional.empty();
    private Optional<String> transfer = Optional.empty();

    private Builder(Path script, String scriptText) {
      super(script, scriptText);
    }

    @Override
    Builder self() {
      return this;
    }

    /** What is amiss with a layer is asked for by {@code layer}, also where {@code layers} was said. */
    @Override
    public Builder said(String word, Span where) {
      return word.equals("layers") ? super.said(word, where).said("layer", where) : super.said(word, where);
    }

    public Builder dataset(String path) {
      dataset = Optional.of(path);
      return this;
    }

    public Builder layer(int block) {
      return layers(List.of(block));
    }

    public Builder layers(List<Integer> blocks) {
      layers = List.copyOf(blocks);
      return this;
    }

    public Builder position(Position token) {
      position = token;
      return this;
    }

    public Builder sae(SaeSpec spec) {
      sae = spec;
      return this;
    }

    public Builder threshold(double activation) {
      threshold = activation;
      return this;
    }

    /** Of each kind of rule the last one holds. */
    public Builder filter(FilterRule rule) {
      if (rule instanceof FilterSpec text) {
        filter = Optional.of(text);
      } else if (rule instanceof TemplateSpec always) {
        template = Optional.of(always);
      } else {
        highNorm = Optional.of((HighNormSpec) rule);
      }
      return this;
    }

    public Builder rank(RankSpec spec) {
      rank = spec;
      return this;
    }

    public Builder split(SplitSpec spec) {
      split = Optional.of(spec);
      return this;
    }

    /** Only these tests; where they name no number of relabelings, the default holds. */
    public Builder test(TestSpec spec) {
      test = spec.permutations() == 0 ? new TestSpec(spec.tests(), TestSpec.PERMUTATIONS) : spec;
      return this;
    }

    public Builder correct(CorrectSpec spec) {
      correct = Optional.of(spec);
      return this;
    }

    public Builder detect(DetectSpec spec) {
      detect = Optional.of(spec);
      return this;
    }

    public Builder compare(List<BaselineSpec> baselines) {
      compare = baselines;
      return this;
    }

    public Builder stability(StabilitySpec spec) {
      stability = Optional.of(spec);
      return this;
    }

    public Builder transfer(String path) {
      transfer = Optional.of(path);
      return this;
    }

    /** Fails with PVA-RUN-014 where no layer was said, and with what each part refuses. */
    public AnalysisSpec build() {
      if (layers.isEmpty()) {
        throw PvaException.usage("PVA-RUN-014", "no layer was said").help("add a line such as: layer 41").word("layer");
      }
      StatisticsSpec statistics = new StatisticsSpec(split, test, correct, detect, compare, stability, transfer);
      return new AnalysisSpec(script, scriptText, base(), dataset, model, device, layers, position, sae, threshold, filter, template,
          highNorm, rank, statistics, params, said);
    }
  }
}
