package pva.dsl;

import groovy.lang.IntRange;
import java.util.Map;
import pva.analysis.spec.PartSpec;
import pva.analysis.spec.SplitSpec;
import pva.dsl.Named.Setting;

/** The words inside {@code generate { }}: which problems, how they are put, and how the model answers. */
public interface GenerateWords extends ModelWords, SplitWords {
  /** Prints to where messages go; a script may do so anywhere. */
  void println(Object line);

  @Describe(
      says = "The tasks with their tests, as MBPP or HumanEval have them: a JSON lines or Parquet file, or a dataset of the hub.",
      forms = {"problems 'mbpp.jsonl'", "problems 'google-research-datasets/mbpp'"})
  void problems(String file);

  @Describe(says = "Which rows of the problems, from 0, the last one included.", forms = {"rows 0..99", "rows 100..973"},
      defaults = "all of them")
  void rows(IntRange fromTo);

  @Describe(
      says = "Deals the tasks to three parts before anything is known of them; one of them is solved, the others are left for later.",
      forms = "split byTask(select: 0.5, tune: 0.1, report: 0.4, seed: 42)", defaults = "no split: all tasks are solved")
  @Override
  void split(SplitSpec tasks);

  @Describe(says = "Which part of the split is solved.", forms = {"part select()", "part tune()", "part report()"},
      defaults = "none; with a split it has to be said")
  void part(PartSpec.Part which);

  @Describe(says = "The tasks on which something is to be found.", forms = "part select()")
  PartSpec.Part select();

  @Describe(says = "The tasks on which thresholds and doses are to be chosen.", forms = "part tune()")
  PartSpec.Part tune();

  @Describe(says = "The tasks that are to be looked at once.", forms = "part report()")
  PartSpec.Part report();

  @Describe(
      says = "What makes a prompt of a problem: solution, notebook, header, few-shot or chat, or a text with {text}, {tests}, {function} in it.",
      forms = {"prompt 'solution'", "prompt '{text}\\n\\n{tests}\\n\\n# Solution:'"}, defaults = "solution")
  void prompt(String template);

  @Describe(says = "A solution ends after so many tokens.", forms = "maxNewTokens 512", defaults = "512")
  void maxNewTokens(@Within(min = 1) int count);

  @Describe(
      says = "Where a solution ends besides the model's own end token: where its first function ends, or nowhere else.",
      forms = {"stop endOfFunction()", "stop endToken()"}, defaults = "endOfFunction()")
  void stop(Stop where);

  @Describe(says = "Before the first statement behind the first function.", forms = "stop endOfFunction()")
  Stop endOfFunction();

  @Describe(says = "At the model's own end token alone.", forms = "stop endToken()")
  Stop endToken();

  @Describe(
      says = "Draws solutions instead of taking the likeliest token; the same seed gives the same texts.",
      forms = {"sample temperature: 0.8, count: 10", "sample temperature: 0.8, topP: 0.95, count: 10, seed: 7"}, defaults = "one, greedy")
  void sample(
      @Named({
        @Setting(name = "temperature", type = double.class, says = "divides the logits; 0.8 where not said", min = 0),
        @Setting(name = "topP", type = double.class, says = "keeps the likeliest tokens of this probability; 1 where not said", min = 0),
        @Setting(name = "count", type = int.class, says = "solutions for each problem; 1 where not said", min = 1),
        @Setting(name = "seed", type = int.class, says = "of the drawing; 1 where not said", min = 0)
      }) Map<String, ?> settings);

  @Describe(says = "Seconds of processor time for the tests of one solution; twice as many by the clock.",
      forms = "timeout 5", defaults = "5")
  void timeout(@Within(min = 0.001) double seconds);

  /** Where a solution ends. */
  enum Stop { END_OF_FUNCTION, END_TOKEN }
}
