package pva.dsl;

import groovy.lang.IntRange;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.PartSpec;
import pva.analysis.spec.SplitSpec;
import pva.code.PromptTemplate;
import pva.model.Sampling;

/** What the words of {@code generate { }} do: each fills the spec. Names and types of settings were checked before the script ran. */
final class GenerateSpecWords extends SplittingWords implements GenerateWords {
  private final GenerationSpec.Builder spec;

  GenerateSpecWords(GenerationSpec.Builder spec, Consumer<String> messages) {
    super(spec, messages);
    this.spec = spec;
  }

  private GenerationSpec.Builder say(String word) {
    once(word);
    return spec;
  }

  @Override
  void take(SplitSpec split) {
    spec.split(split);
  }

  @Override
  public void part(PartSpec.Part which) {
    say("part").part(which);
  }

  @Override
  public PartSpec.Part select() {
    return PartSpec.Part.SELECT;
  }

  @Override
  public PartSpec.Part tune() {
    return PartSpec.Part.TUNE;
  }

  @Override
  public PartSpec.Part report() {
    return PartSpec.Part.REPORT;
  }

  @Override
  public void problems(String file) {
    say("problems").problems(file);
  }

  @Override
  public void rows(IntRange fromTo) {
    // a range that counts down says so; its own ends are in order again
    say("rows").rows(fromTo.isReverse() ? fromTo.getTo() : fromTo.getFrom(),
        OptionalInt.of(fromTo.isReverse() ? fromTo.getFrom() : fromTo.getTo()));
  }

  @Override
  public void prompt(String template) {
    say("prompt").prompt(PromptTemplate.of(template));
  }

  @Override
  public void maxNewTokens(int count) {
    say("maxNewTokens").maxNewTokens(count);
  }

  @Override
  public void stop(Stop where) {
    say("stop").wholeFunction(where == Stop.END_OF_FUNCTION);
  }

  @Override
  public Stop endOfFunction() {
    return Stop.END_OF_FUNCTION;
  }

  @Override
  public Stop endToken() {
    return Stop.END_TOKEN;
  }

  @Override
  public void sample(Map<String, ?> settings) {
    say("sample").sampling(new Sampling(real(settings, "temperature", 0.8), real(settings, "topP", 1), number(settings, "seed").orElse(1)),
        number(settings, "count").orElse(1));
  }

  @Override
  public void timeout(double seconds) {
    say("timeout").timeout(seconds);
  }
}
