package pva.analysis.steer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pva.base.Progress;
import pva.model.ResidualModel;
import pva.model.Tokenizer;
import pva.stats.Detector;
import pva.stats.Inputs;
import pva.stats.Rule;
import pva.stats.Selection;
import pva.stats.Split;
import pva.tensor.Matrix;

/** A logistic regression that tells right tasks from wrong ones by the last token of their prompts. */
final class PromptProbe {
  private PromptProbe() {
  }

  /** The activations [rows, hidden] of the last token of some prompts. */
  static Matrix last(List<int[]> prompts, int[] rows, int layer, ResidualModel model, Tokenizer tokenizer, Progress progress) {
    return PromptFiring.of(Arrays.stream(rows).mapToObj(prompts::get).toList(), layer, model, tokenizer, Optional.empty(), 0,
        progress).last();
  }

  /**
   * Fits on the select tasks; of the tasks that are reported on nothing is known here.
   *
   * @param select the activations of the select tasks, in the order of the split
   * @param tune of the tune tasks
   * @param tasks how many there are in all
   */
  static Rule fit(Matrix select, Matrix tune, Split split, int layer, int tasks) {
    int width = select.cols();
    float[] values = new float[tasks * width];
    scatter(select, split.select().rows(), values);
    scatter(tune, split.tune().rows(), values);
    return Selection.of(Detector.logistic(), Inputs.of(tasks).withResiduals(layer, Matrix.of(values, width)), split.select(), split.tune())
        .rule();
  }

  private static void scatter(Matrix from, int[] rows, float[] into) {
    for (int i = 0; i < rows.length; i++) {
      from.read(i, 1, into, rows[i] * from.cols());
    }
  }
}
