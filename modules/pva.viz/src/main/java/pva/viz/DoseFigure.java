package pva.viz;

import java.util.List;
import java.util.Objects;

/**
 * What a dose of steering does to the tasks, for a direction and for its controls.
 *
 * @param direction what is steered along, in words
 * @param unit what the doses are counted in
 * @param doses in ascending order; the dose 0 is drawn where it belongs and changes nothing
 * @param chosen which of them was chosen, by its place in the list
 * @param tasks which tasks these are, in words
 */
public record DoseFigure(String direction, String unit, List<Dose> doses, int chosen, String tasks) {
  public DoseFigure {
    Objects.requireNonNull(direction);
    Objects.requireNonNull(unit);
    Objects.requireNonNull(tasks);
    doses = List.copyOf(doses);
  }

  /**
   * One dose.
   *
   * @param label the dose as it was written
   * @param amount its place on the axis
   * @param correction share of the wrong tasks that became right
   * @param corruption share of the right tasks that became wrong
   * @param change change in the share of right tasks; its band is not drawn where it is NaN
   * @param controls the same three of every control
   */
  public record Dose(String label, double amount, Share correction, Share corruption, Share change, List<Control> controls) {
    public Dose {
      controls = List.copyOf(controls);
    }
  }

  /** A share with the bounds of its 95 % interval; NaN = not defined. */
  public record Share(double value, double low, double high) {
  }

  /** What one control does at a dose. */
  public record Control(double correction, double corruption, double change) {
  }
}
