package pva.viz;

import java.util.List;
import java.util.Objects;

/**
 * How much more or less every head attends to each part of a text.
 *
 * @param name of the file, such as {@code attention_solution}
 * @param first the block of the lowest row of cells
 * @param heads of a block
 * @param parts a panel each
 * @param whose whose attention this is: tokens and tasks, in words
 */
public record AttentionFigure(String name, int first, int heads, List<Part> parts, String whose) {
  public AttentionFigure {
    parts = List.copyOf(parts);
    Objects.requireNonNull(whose);
  }

  /**
   * A part of a text.
   *
   * @param mean the mean change of all heads, as a share of attention
   * @param cells by block and head, from the first block on
   */
  public record Part(String name, double mean, List<Cell> cells) {
    public Part {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A head.
   *
   * @param change of its share of attention, steered less unsteered; NaN where the part has no token
   * @param marked whether it is beyond chance
   */
  public record Cell(double change, boolean marked) {
  }
}
