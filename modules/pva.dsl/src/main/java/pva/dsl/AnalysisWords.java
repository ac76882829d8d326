package pva.dsl;

import java.util.List;
import java.util.Map;
import pva.analysis.spec.FilterRule;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.HighNormSpec;
import pva.analysis.spec.TemplateSpec;
import pva.dsl.Named.Setting;
import pva.model.Position;

/**
 * The words inside {@code analysis { }}. A word that returns nothing is a setting and is said at most once; a word that
 * returns a value is what a setting takes. Type checks, help and the starter script all come from this interface.
 */
public interface AnalysisWords extends ModelWords, SaeWords, SplitWords, StatisticsWords {
  /** Prints to where messages go; a script may do so anywhere. */
  void println(Object line);

  @Describe(
      says = "The solutions to analyse: a file, a folder (its newest dataset_*.parquet) or a glob, relative to the script.",
      forms = {"dataset 'data/datasets'", "dataset 'solutions.jsonl'"},
      defaults = "the newest data/datasets/dataset_*.parquet")
  void dataset(String path);

  @Describe(
      says = "The residual stream after this block, counted from 0; -1 is the last block. It has to be said, or `layers`.",
      forms = {"layer 41", "layer -1"})
  void layer(@Within(min = -1) int block);

  @Describe(
      says = "Several layers in one run, each with its own dictionary; their latents are ranked and corrected for together. "
          + "A range holds both its ends. In place of `layer`.",
      forms = {"layers 0..25", "layers 3, 4, 5"})
  void layers(List<Integer> blocks);

  void layers(@Within(min = 0) int... blocks);

  @Describe(says = "Which token stands for a row.", forms = {"position finalToken()", "position lastPromptToken()"},
      defaults = "finalToken()")
  void position(Position token);

  @Describe(says = "The last token of prompt and solution: the model has read everything.", forms = "position finalToken()")
  Position finalToken();

  @Describe(says = "The last token of the prompt: the model has not yet written anything.", forms = "position lastPromptToken()")
  Position lastPromptToken();

  @Describe(
      says = "Activations at or below this count as 0, after the dictionary's own rule.",
      forms = "threshold 0.05", defaults = "0.05")
  void threshold(@Within(min = 0) double activation);

  @Describe(
      says = "Drop latents, or leave out rows, that cannot tell correct from incorrect code, without a look at the labels.",
      forms = {"filter pile(0.02)", "filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)",
          "filter pile(0.02), template(), highNorm(10)"},
      defaults = "no filter")
  void filter(FilterRule... rules);

  @Describe(
      says = "Firing rates on a general-text corpus: latents above this share of its tokens are dropped.",
      forms = {"filter pile(0.02)", "filter pile(0.02, corpus: 'pile.jsonl', documents: 600, context: 256)"})
  FilterSpec pile(@Within(min = 0, max = 1) double share);

  FilterSpec pile(
      @Named({
        @Setting(name = "corpus", type = String.class, says = "JSON lines file with `text`, relative to the script"),
        @Setting(name = "documents", type = int.class, says = "read only the first documents", min = 1),
        @Setting(name = "context", type = int.class, says = "cut each document at this many tokens", min = 2)
      }) Map<String, ?> settings,
      @Within(min = 0, max = 1) double share);

  @Describe(
      says = "Drop latents that fire on every row or on none: they see the template that all rows share.",
      forms = "filter template()")
  TemplateSpec template();

  @Describe(
      says = "Leave out rows whose activation is more than so many times as long as the median one: attention sinks.",
      forms = "filter highNorm(10)")
  HighNormSpec highNorm(@Within(min = 1) double medians);
}
