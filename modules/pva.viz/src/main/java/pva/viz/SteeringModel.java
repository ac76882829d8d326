package pva.viz;

import java.util.List;
import java.util.Optional;

/**
 * Everything the report of a steering study says, as plain values. NaN is undefined, or not computed, and never printed as a
 * number. All words are plain text; the page escapes them.
 *
 * @param question one sentence for a reader who was not there
 * @param data tasks, parts, pass rates, as words
 * @param direction the direction and its controls, as words
 * @param chosen how the dose was chosen, one sentence
 * @param ways the unsteered model, the direction at the chosen dose, its controls, resampling: on the tasks held out
 * @param doses the same figures of the direction at every dose, on the tasks that chose
 * @param howSure paragraphs: tests, intervals, definitions
 * @param errors how often each error was made before and after
 * @param attention where attention goes; empty where it was not looked at
 * @param rule how the pairs were chosen
 */
public record SteeringModel(String title, String question, ReportModel.Verdict verdict, ReportModel.Asked asked, List<Fact> data,
    List<Fact> direction, String chosen, List<Way> ways, List<Way> doses, List<String> howSure, List<String> warnings, List<Errors> errors,
    Optional<Attention> attention, List<Figure> figures, String rule, List<Pair> pairs, ReportModel.Run run) {
  public SteeringModel {
    data = List.copyOf(data);
    direction = List.copyOf(direction);
    ways = List.copyOf(ways);
    doses = List.copyOf(doses);
    howSure = List.copyOf(howSure);
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
    figures = List.copyOf(figures);
    pairs = List.copyOf(pairs);
  }

  /**
   * One row of figures. Shares are of the tasks named in the column; {@code p} is McNemar's.
   *
   * @param syntax share of the solutions that parse
   * @param degenerate share of the solutions that repeat themselves
   * @param similarity mean similarity to the unsteered solution
   * @param kl mean divergence of the next token on neutral text, nats
   */
  public record Way(String name, double passAt1, double gained, double lost, DoseFigure.Share correction, DoseFigure.Share corruption,
      double change, double p, double syntax, double degenerate, double similarity, double kl) {
  }

  /** Solutions with an error, before and after. */
  public record Errors(String kind, int before, int after) {
  }

  /**
   * Where attention goes.
   *
   * @param about one sentence: which blocks, which tokens
   * @param parts of the text, in the mean of all heads
   * @param heads those that change most, each at one part
   */
  public record Attention(String about, List<Share> parts, List<Share> heads) {
    public Attention {
      parts = List.copyOf(parts);
      heads = List.copyOf(heads);
    }
  }

  /**
   * A share of attention before and after; {@code p} is corrected.
   *
   * @param tokens whose attention it is
   * @param name the part, or the head and the part
   * @param low end of the 95 % interval of the change
   * @param controls the middle nine tenths of the changes under controls, or NaN
   * @param controlsP the empirical p among controls, or NaN
   */
  public record Share(String tokens, String name, double before, double after, double change, double low, double high, double p,
      double[] controls, double controlsP) {
  }

  /** One task before and after. */
  public record Pair(String task, String why, String prompt, Side before, Side after) {
  }

  /** A solution and what its tests said. */
  public record Side(String outcome, String code) {
  }
}
