package pva.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import java.util.function.Consumer;

/** Base class of every compiled script; not to be extended by hand. */
public abstract class AnalysisScript extends Script {
  private Object words;
  private Consumer<String> messages;

  /** Runs the script; the words of its block reach {@code to}, what it prints outside of it {@code printed}. */
  final void run(Object to, Consumer<String> printed) {
    words = to;
    messages = printed;
    run();
  }

  @Describe(
      says = "What to analyse and how. A script has one such block, at the top level.",
      forms = "analysis { layer 41 }")
  public final void analysis(@DelegatesTo(value = AnalysisWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    say(block);
  }

  @Describe(
      says = "Lets the model solve problems, tests what it wrote, and makes a dataset of it.",
      forms = "generate { problems 'mbpp.jsonl' }")
  public final void generate(@DelegatesTo(value = GenerateWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    say(block);
  }

  @Describe(
      says = "Changes the model along a direction while it solves problems, and holds what comes of it against controls.",
      forms = "steer { problems 'mbpp.jsonl'\n layer 16\n direction differenceOfMeans() }")
  public final void steer(@DelegatesTo(value = SteerWords.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    say(block);
  }

  private void say(Closure<?> block) {
    block.setDelegate(words);
    block.setResolveStrategy(Closure.DELEGATE_FIRST);
    block.call();
  }

  @Describe(
      says = "Parameters with their defaults, read as params.NAME and set with -P NAME=VALUE. A parameter has the type of its default.",
      forms = "params { layer = 41 }")
  public final void params(Closure<?> block) {
    throw new IllegalStateException("params are read by the compiler");
  }

  /** Prints to where messages go, never among the results. */
  @Override
  public final void println(Object line) {
    messages.accept(String.valueOf(line));
  }
}
