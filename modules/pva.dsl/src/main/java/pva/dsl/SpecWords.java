package pva.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.FilterRule;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.HighNormSpec;
import pva.analysis.spec.SaeSpec;
import pva.analysis.spec.SplitSpec;
import pva.analysis.spec.TemplateSpec;
import pva.model.Position;

/** What the words do: each fills the spec. Names and types of settings were checked before the script ran. */
final class SpecWords extends SpecStatistics implements AnalysisWords {
  private final AnalysisSpec.Builder spec;

  SpecWords(AnalysisSpec.Builder spec, Consumer<String> messages) {
    super(spec, messages);
    this.spec = spec;
  }

  @Override
  AnalysisSpec.Builder say(String word) {
    once(word);
    return spec;
  }

  @Override
  void take(SaeSpec sae) {
    spec.sae(sae);
  }

  @Override
  void take(SplitSpec split) {
    spec.split(split);
  }

  @Override
  public void dataset(String path) {
    say("dataset").dataset(path);
  }

  @Override
  public void layer(int block) {
    say("layer").layer(block);
  }

  @Override
  public void layers(List<Integer> blocks) {
    say("layers").layers(blocks);
  }

  @Override
  public void layers(int... blocks) {
    layers(Arrays.stream(blocks).boxed().toList());
  }

  @Override
  public void position(Position token) {
    say("position").position(token);
  }

  @Override
  public Position finalToken() {
    return Position.FINAL;
  }

  @Override
  public Position lastPromptToken() {
    return Position.LAST_PROMPT;
  }

  @Override
  public void threshold(double activation) {
    say("threshold").threshold(activation);
  }

  @Override
  public void filter(FilterRule... rules) {
    AnalysisSpec.Builder builder = say("filter");
    Arrays.stream(rules).forEach(builder::filter);
  }

  @Override
  public FilterSpec pile(double share) {
    return pile(Map.of(), share);
  }

  @Override
  public FilterSpec pile(Map<String, ?> settings, double share) {
    return new FilterSpec("pile", share, text(settings, "corpus"), number(settings, "documents"), number(settings, "context"));
  }

  @Override
  public TemplateSpec template() {
    return new TemplateSpec();
  }

  @Override
  public HighNormSpec highNorm(double medians) {
    return new HighNormSpec(medians);
  }
}
