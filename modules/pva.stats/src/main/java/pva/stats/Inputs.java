package pva.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * What a {@link Detector} may look at, for every row of one dataset: latents and residuals by layer, numbers (prompt length,
 * code length, number of tests) and categories (kind of task) by name. Immutable: each {@code with} gives a wider one.
 *
 * @param rows number of rows of the dataset; everything here has as many
 */
public record Inputs(int rows, Map<Integer, SparseMatrix> latents, Map<Integer, Matrix> residuals, Map<String, double[]> numbers,
    Map<String, List<String>> categories) {

  public Inputs {
    latents = Collections.unmodifiableMap(new TreeMap<>(latents));
    residuals = Collections.unmodifiableMap(new TreeMap<>(residuals));
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }

  /** Nothing yet, for so many rows. */
  public static Inputs of(int rows) {
    return new Inputs(rows, Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** Latents of a layer, after the threshold. */
  public Inputs withLatents(int layer, SparseMatrix matrix) {
    requireRows("latents of layer " + layer, matrix.rows());
    Map<Integer, SparseMatrix> wider = new TreeMap<>(latents);
    wider.put(layer, matrix);
    return new Inputs(rows, wider, residuals, numbers, categories);
  }

  /** The raw activations of a layer, [rows, hidden]. */
  public Inputs withResiduals(int layer, Matrix matrix) {
    requireRows("residuals of layer " + layer, matrix.rows());
    Map<Integer, Matrix> wider = new TreeMap<>(residuals);
    wider.put(layer, matrix);
    return new Inputs(rows, latents, wider, numbers, categories);
  }

  /** A number a row; NaN is refused with PVA-STAT-004. */
  public Inputs withNumber(String name, double[] byRow) {
    requireRows(name, byRow.length);
    for (int r = 0; r < rows; r++) {
      if (Double.isNaN(byRow[r])) {
        throw PvaException.failed("PVA-STAT-004", "the covariate " + name + " is not a number at row " + r);
      }
    }
    Map<String, double[]> wider = new LinkedHashMap<>(numbers);
    wider.put(name, byRow);
    return new Inputs(rows, latents, residuals, wider, categories);
  }

  public Inputs withCategory(String name, List<String> byRow) {
    requireRows(name, byRow.size());
    Map<String, List<String>> wider = new LinkedHashMap<>(categories);
    wider.put(name, List.copyOf(byRow));
    return new Inputs(rows, latents, residuals, numbers, wider);
  }

  private void requireRows(String what, long count) {
    if (count != rows) {
      throw PvaException.failed("PVA-STAT-002", "the " + what + " have " + count + " rows, the dataset has " + rows)
          .help("encode the activations of this very dataset: row k of one is row k of the other");
    }
  }
}
