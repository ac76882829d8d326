package pva.analysis.run;

import java.util.List;

/**
 * What a run would do.
 *
 * @param steps in the order they run
 * @param missing what is not on this machine, each with how to get it; empty = the run can start
 * @param notes choices made for the reader, such as the nearest dictionary
 */
public record Plan(List<PlannedStep> steps, List<Missing> missing, List<String> notes) {
  public Plan {
    steps = List.copyOf(steps);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /**
   * One thing that is not there.
   *
   * @param word the script word that asks for it
   * @param what what is missing
   * @param looked where it was looked for
   * @param get what to do
   */
  public record Missing(String word, String what, List<String> looked, List<String> get) {
    public Missing {
      looked = List.copyOf(looked);
      get = List.copyOf(get);
    }
  }
}
