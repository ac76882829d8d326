package pva.viz;

import java.util.List;

/**
 * Everything the report of a generation says, as plain values. NaN is undefined and never printed as a number. All words are plain
 * text; the page escapes them.
 *
 * @param question one sentence for a reader who was not there
 * @param data problems and prompts, as words
 * @param solved how many, at each number of samples
 * @param judged what ran the tests and what shut the programs in, as words
 * @param howSure paragraphs: intervals, definitions
 * @param rule how the examples were chosen
 */
public record GenerationModel(String title, String question, ReportModel.Verdict verdict, ReportModel.Asked asked, List<Fact> data,
    List<Solved> solved, List<Fact> judged, List<String> howSure, List<String> warnings, List<Figure> figures, String rule,
    List<Example> examples, ReportModel.Run run) {
  public GenerationModel {
    data = List.copyOf(data);
    solved = List.copyOf(solved);
    judged = List.copyOf(judged);
    howSure = List.copyOf(howSure);
    warnings = List.copyOf(warnings);
    figures = List.copyOf(figures);
    examples = List.copyOf(examples);
  }

  /** The share of tasks that one of {@code k} samples solves, with its 95 % interval. */
  public record Solved(int k, double share, double low, double high) {
  }

  /** A solution and what its tests said. */
  public record Example(String task, String why, String prompt, String outcome, String code, List<String> tests) {
    public Example {
      tests = List.copyOf(tests);
    }
  }
}
