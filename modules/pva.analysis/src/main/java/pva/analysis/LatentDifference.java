package pva.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.data.Table;
import pva.data.TableFiles;

/**
 * How the score tables of two runs differ. A latent is named {@code layer/latent}.
 *
 * @param first number of latents in the first table
 * @param second number of latents in the second
 * @param shared how many of the first twenty, of those that were kept, both runs have
 * @param left latents that only the first run has among its first twenty, in rank order
 * @param entered latents that only the second run has among its first twenty
 * @param moved by how much the separation of one latent differs at most
 * @param at which latent that is; empty where there is none
 */
public record LatentDifference(int first, int second, int shared, List<String> left, List<String> entered, double moved, String at) {
  private static final String TABLE = "latents.parquet";
  private static final int TOP = 20;

  public LatentDifference {
    left = List.copyOf(left);
    entered = List.copyOf(entered);
  }

  static Optional<LatentDifference> of(Path a, Path b) {
    if (!Files.isRegularFile(a.resolve(TABLE)) || !Files.isRegularFile(b.resolve(TABLE))) {
      return Optional.empty();
    }
    Table first = TableFiles.read(a.resolve(TABLE));
    Table second = TableFiles.read(b.resolve(TABLE));
    List<String> left = new ArrayList<>(top(first));
    List<String> entered = new ArrayList<>(top(second));
    int before = left.size();
    List<String> both = left.stream().filter(entered::contains).toList();
    left.removeAll(both);
    entered.removeAll(both);
    Map<String, Double> known = separations(first);
    double moved = 0;
    String at = "";
    for (Map.Entry<String, Double> e : separations(second).entrySet()) {
      double by = Math.abs(e.getValue() - known.getOrDefault(e.getKey(), Double.NaN));
      if (by > moved || by >= 0 && at.isEmpty()) {
        moved = by;
        at = e.getKey();
      }
    }
    return Optional.of(new LatentDifference(first.rows(), second.rows(), before - left.size(), left, entered, moved, at));
  }

  public boolean none() {
    return first == second && left.isEmpty() && entered.isEmpty() && moved == 0;
  }

  private static List<String> top(Table table) {
    List<String> top = new ArrayList<>();
    for (int row = 0; row < table.rows() && top.size() < TOP; row++) {
      if (Boolean.TRUE.equals(table.column("kept").value(row))) {
        top.add(name(table, row));
      }
    }
    return top;
  }

  private static Map<String, Double> separations(Table table) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      if (table.column("separation").value(row) instanceof Number value) {
        values.put(name(table, row), value.doubleValue());
      }
    }
    return values;
  }

  private static String name(Table table, int row) {
    return table.column("layer").value(row) + "/" + table.column("latent").value(row);
  }
}
