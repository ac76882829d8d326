package pva.analysis.steer;

import java.util.Comparator;
import java.util.List;

/** What one dose does to the tune tasks: along the direction, and along each control. */
record DoseEffect(double amount, Effect direction, List<Effect> controls) {
  DoseEffect {
    controls = List.copyOf(controls);
  }

  /**
   * The place of the dose to report on: the one with the best balance of tasks won less tasks lost; of equal ones the smallest push, of
   * equally small ones the push along the direction. What it corrupts counts as much as what it corrects.
   */
  static int best(List<DoseEffect> doses) {
    Comparator<DoseEffect> better = Comparator.comparingInt((DoseEffect d) -> -d.direction().sides().net())
        .thenComparingDouble(d -> Math.abs(d.amount())).thenComparingDouble(d -> -d.amount());
    return doses.indexOf(doses.stream().min(better).orElseThrow());
  }
}
