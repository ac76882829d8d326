package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pva.stats.Corrections;
import pva.stats.PairedT;
import pva.stats.Reference;
import pva.tensor.SafetensorsFile;

/**
 * What steering does to attention on the held-out tasks. A task is one observation: tokens were averaged in it, and for a part heads
 * and blocks as well, before anything is tested.
 */
record AttentionStudy(List<Reading> readings) {
  private static final double LEVEL = 0.95;

  AttentionStudy {
    readings = List.copyOf(readings);
  }

  /**
   * @param first the block behind the change
   * @param heads of a block
   */
  record Reading(AttentionOf of, int tasks, int first, int heads, List<Part> parts) {
  }

  /**
   * A part of the text, in the mean of all heads of the blocks behind the change.
   *
   * @param p the paired test's, after Holm's correction over the parts of all readings; NaN where nothing could change
   * @param controls the change under each control
   * @param cells by block and head
   */
  record Part(String name, double before, double after, PairedT test, double p, Reference controls, List<Cell> cells) {
    /** The empirical p of a change at least as large, either way, among the controls. */
    double controlsP() {
      return new Reference(Arrays.stream(controls.values()).map(Math::abs).toArray()).p(Math.abs(test.mean()));
    }

    long marked() {
      return cells.stream().filter(Cell::marked).count();
    }
  }

  /** A head; its p is corrected over all cells of all parts and readings. */
  record Cell(double before, double after, PairedT test, double p) {
    boolean marked() {
      return p <= SteerVerdict.LEVEL;
    }
  }

  /** A part, and where it was read. */
  record Found(Reading reading, Part part) {
  }

  /** The part that changes most: of the solution's tokens where they were read. */
  Optional<Found> largest() {
    return readings.stream().reduce((a, b) -> b).flatMap(r -> r.parts().stream().filter(p -> !Double.isNaN(p.p()))
        .max(Comparator.comparingDouble(p -> Math.abs(p.test().mean()))).map(p -> new Found(r, p)));
  }

  /** @param layer after which the stream is changed */
  static AttentionStudy read(Path file, int layer) {
    List<Reading> readings = new ArrayList<>();
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      for (AttentionOf of : AttentionOf.values()) {
        if (tensors.has(of.name() + ".unsteered")) {
          readings.add(reading(of, layer, tensors));
        }
      }
    }
    return new AttentionStudy(corrected(readings));
  }

  private static Reading reading(AttentionOf of, int layer, SafetensorsFile tensors) {
    List<Long> shape = tensors.info(of.name() + ".unsteered").shape();
    int tasks = Math.toIntExact(shape.get(0));
    int heads = Math.toIntExact(shape.get(2));
    int cells = Math.toIntExact(shape.get(1)) * heads;
    int each = cells * AttentionStep.PARTS.size();
    float[] was = tensors.vector(of.name() + ".unsteered");
    float[] is = tensors.vector(of.name() + ".steered");
    float[] shifts = tensors.vector(of.name() + ".controls");
    List<Part> parts = new ArrayList<>();
    for (int part = 0; part < AttentionStep.PARTS.size(); part++) {
      if (of == AttentionOf.PROMPT_END && part == AttentionStep.PARTS.size() - 1) {
        continue; // a prompt holds no solution
      }
      int at = part;
      Cell whole = cell(tasks, task -> mean(was, task, cells, at), task -> mean(is, task, cells, at));
      List<Cell> ofHeads = new ArrayList<>();
      for (int c = 0; c < cells; c++) {
        int place = c * AttentionStep.PARTS.size() + part;
        ofHeads.add(cell(tasks, task -> was[task * each + place], task -> is[task * each + place]));
      }
      double[] reference = IntStream.range(0, shifts.length / AttentionStep.PARTS.size())
          .mapToDouble(c -> shifts[c * AttentionStep.PARTS.size() + at]).toArray();
      parts.add(new Part(AttentionStep.PARTS.get(part), whole.before(), whole.after(), whole.test(), whole.p(), new Reference(reference),
          ofHeads));
    }
    return new Reading(of, tasks, layer + 1, heads, parts);
  }

  @FunctionalInterface
  private interface OfTask {
    double share(int task);
  }

  private static Cell cell(int tasks, OfTask was, OfTask is) {
    double[] before = IntStream.range(0, tasks).mapToDouble(was::share).toArray();
    double[] after = IntStream.range(0, tasks).mapToDouble(is::share).toArray();
    PairedT test = PairedT.of(IntStream.range(0, tasks).mapToDouble(i -> after[i] - before[i]).toArray(), LEVEL);
    return new Cell(Arrays.stream(before).average().orElse(Double.NaN), Arrays.stream(after).average().orElse(Double.NaN), test, test.p());
  }

  private static double mean(float[] shares, int task, int cells, int part) {
    double sum = 0;
    for (int c = 0; c < cells; c++) {
      sum += shares[(task * cells + c) * AttentionStep.PARTS.size() + part];
    }
    return sum / cells;
  }

  /** The same with corrected p-values: parts over all parts, heads over all heads. */
  private static List<Reading> corrected(List<Reading> readings) {
    double[] parts = Corrections.holm(readings.stream().flatMap(r -> r.parts().stream()).mapToDouble(Part::p).toArray());
    double[] cells = Corrections.holm(readings.stream().flatMap(r -> r.parts().stream()).flatMap(p -> p.cells().stream())
        .mapToDouble(Cell::p).toArray());
    int part = 0;
    int cell = 0;
    List<Reading> all = new ArrayList<>();
    for (Reading r : readings) {
      List<Part> of = new ArrayList<>();
      for (Part p : r.parts()) {
        List<Cell> each = new ArrayList<>();
        for (Cell c : p.cells()) {
          each.add(new Cell(c.before(), c.after(), c.test(), cells[cell++]));
        }
        of.add(new Part(p.name(), p.before(), p.after(), p.test(), parts[part++], p.controls(), each));
      }
      all.add(new Reading(r.of(), r.tasks(), r.first(), r.heads(), of));
    }
    return all;
  }
}
