package pva.dsl;

import java.util.Map;
import pva.analysis.spec.DirectionSpec;
import pva.analysis.spec.DoseSpec;
import pva.analysis.spec.GateSpec;
import pva.analysis.spec.SplitSpec;
import pva.dsl.Named.Setting;
import pva.model.Tokens;

/** The words inside {@code steer { }}: what is steered along, how far, and what it is held against. */
public interface SteerWords extends ModelWords, SaeWords, SplitWords {
  /** Prints to where messages go; a script may do so anywhere. */
  void println(Object line);

  @Describe(
      says = "The tasks with their tests: a JSON lines or Parquet file as MBPP or HumanEval have it, relative to the script.",
      forms = "problems 'mbpp.jsonl'")
  void problems(String file);

  @Describe(says = "How many of the tasks, evenly spaced.", forms = "tasks 300", defaults = "all of them")
  void tasks(@Within(min = 1) int count);

  @Describe(says = "What makes a prompt of a task: a template by its name, or a text with {text} and {tests} in it.",
      forms = "prompt 'solution'", defaults = "solution")
  void prompt(String template);

  @Describe(says = "A solution ends after so many tokens.", forms = "maxNewTokens 512", defaults = "512")
  void maxNewTokens(@Within(min = 1) int count);

  @Describe(
      says = "The residual stream after this block is changed, counted from 0; -1 is the last block, which reaches no other token. It has "
          + "to be said.",
      forms = {"layer 16", "layer -1"})
  void layer(@Within(min = -1) int block);

  @Describe(
      says = "What is steered along. It has to be said. What has to be found is found on the select tasks alone, towards correct code.",
      forms = {"direction latent(11225)", "direction latent()", "direction differenceOfMeans()", "direction probe()", "direction random()"})
  void direction(DirectionSpec along);

  @Describe(
      says = "The decoder row of a latent; without a number of the one that differs most between correct and incorrect select tasks. As a "
          + "gate: its activation at the last token of the prompt.",
      forms = {"direction latent(11225)", "direction latent()", "gate latent(955, above: 0.5)"})
  DirectionSpec latent(@Within(min = 0) int latent);

  DirectionSpec latent();

  @Describe(says = "From the mean incorrect to the mean correct activation of the last prompt token.",
      forms = "direction differenceOfMeans()")
  DirectionSpec differenceOfMeans();

  @Describe(
      says = "The weights of a logistic regression on the activations of the last prompt token. As a gate: its probability of a right solution.",
      forms = {"direction probe()", "gate probe(below: 0.5)"})
  DirectionSpec probe();

  @Describe(says = "A direction drawn at random: what a study of nothing looks like.", forms = "direction random()")
  DirectionSpec random();

  @Describe(
      says = "How far is pushed: several doses are tried on the tune tasks, and one is reported on. Negative ones push the other way.",
      forms = {"dose residualNorm(0.1, 0.2, 0.4)", "dose absolute(10, 20, 40)", "dose maxActivation(0.5, 1, 2)", "dose ablation()"},
      defaults = "residualNorm(0.1, 0.2, 0.4, 0.8)")
  void dose(DoseSpec amounts);

  @Describe(says = "Doses in lengths of each token's own residual.", forms = "dose residualNorm(0.1, 0.2, 0.4)")
  DoseSpec residualNorm(Number... amounts);

  @Describe(says = "Doses as lengths, the same for every token.", forms = "dose absolute(10, 20, 40)")
  DoseSpec absolute(Number... amounts);

  @Describe(says = "Doses in largest activations of the latent on the select prompts.", forms = "dose maxActivation(0.5, 1, 2)")
  DoseSpec maxActivation(Number... amounts);

  @Describe(says = "Nothing is added: the direction is taken out of every token.", forms = "dose ablation()")
  DoseSpec ablation();

  @Describe(
      says = "Which tokens are changed.",
      forms = {"tokens allTokens()", "tokens promptTokens()", "tokens newTokens()"}, defaults = "allTokens()")
  void tokens(Tokens which);

  @Describe(says = "Those of the prompt and those that are generated.", forms = "tokens allTokens()")
  Tokens allTokens();

  @Describe(says = "Those of the prompt alone; its last one decides the first new token.", forms = "tokens promptTokens()")
  Tokens promptTokens();

  @Describe(says = "Those that are generated alone.", forms = "tokens newTokens()")
  Tokens newTokens();

  @Describe(
      says = "Where the model is changed at all: only in tasks, or at tokens, where a latent or a probe is above a limit or below it.",
      forms = {"gate latent(955, above: 0.5)", "gate probe(below: 0.5)", "gate eachToken(latent(955, above: 0.5))"},
      defaults = "none: it is always changed")
  void gate(GateSpec open);

  GateSpec latent(
      @Named({
        @Setting(name = "above", type = double.class, says = "as a gate: open where the latent is more active than this", min = 0),
        @Setting(name = "below", type = double.class, says = "as a gate: open where it is less active than this", min = 0)
      }) Map<String, ?> settings,
      @Within(min = 0) int latent);

  GateSpec probe(
      @Named({
        @Setting(name = "above", type = double.class, says = "as a gate: open where a right solution is likelier than this", min = 0),
        @Setting(name = "below", type = double.class, says = "as a gate: open where it is less likely than this", min = 0)
      }) Map<String, ?> settings);

  @Describe(
      says = "The gate asks every token for itself; else it asks the last token of the prompt, once for a task.",
      forms = "gate eachToken(latent(955, above: 0.5))")
  GateSpec eachToken(GateSpec gate);

  @Describe(
      says = "Also looks where attention goes: of every head behind the change the share for the task, its tests, the rest of the prompt and "
          + "the solution. Costs a reading of every held-out text for every direction.",
      forms = "attention()", defaults = "not looked at")
  void attention();

  @Describe(
      says = "Directions of which nothing is expected, given the same push: latents that are as often and as strongly active, and random ones.",
      forms = {"controls latents: 20, random: 20", "controls latents: 0, random: 40"},
      defaults = "latents: 20 where there is a dictionary, random: 20")
  void controls(
      @Named({
        @Setting(name = "latents", type = int.class, says = "matched latents; 0 or at least 20", min = 0),
        @Setting(name = "random", type = int.class, says = "random directions; 0 or at least 20", min = 0),
        @Setting(name = "seed", type = int.class, says = "of the random directions; 1 where not said", min = 0)
      }) Map<String, ?> settings);

  @Describe(
      says = "The baseline to beat: the unsteered model, asked again at a temperature.",
      forms = "resample temperature: 0.8, samples: 5", defaults = "temperature: 0.8, samples: 5")
  void resample(
      @Named({
        @Setting(name = "temperature", type = double.class, says = "of the sampling; 0.8 where not said", min = 0),
        @Setting(name = "samples", type = int.class, says = "solutions for each task; 5 where not said, 0 = none", min = 0),
        @Setting(name = "seed", type = int.class, says = "of the drawing; 1 where not said", min = 0)
      }) Map<String, ?> settings);

  @Describe(
      says = "Which tasks find the direction, which choose the dose, and which are looked at once. Right and wrong ones are dealt alike.",
      forms = "split byTask(select: 0.3, tune: 0.3, report: 0.4, seed: 42)", defaults = "byTask(select: 0.3, tune: 0.3, report: 0.4)")
  @Override
  void split(SplitSpec tasks);

  @Describe(
      says = "General text on which steering should change little: how far it moves what the model expects there.",
      forms = {"neutral 'pile.jsonl'", "neutral 'pile.jsonl', documents: 20, context: 128"}, defaults = "not looked at")
  void neutral(String corpus);

  void neutral(
      @Named({
        @Setting(name = "documents", type = int.class, says = "how many are read; 20 where not said", min = 1),
        @Setting(name = "context", type = int.class, says = "tokens of each; 128 where not said", min = 2)
      }) Map<String, ?> settings,
      String corpus);
}
