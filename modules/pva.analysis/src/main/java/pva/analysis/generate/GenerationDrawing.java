package pva.analysis.generate;

import java.nio.file.Path;
import java.util.List;
import pva.analysis.report.DrawStep;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.text.Words;
import pva.viz.Figures;
import pva.viz.LengthsFigure;
import pva.viz.OutcomesFigure;

/** Draws the figures of a generation. */
final class GenerationDrawing {
  static final int VERSION = 1;

  private GenerationDrawing() {
  }

  static void write(Solutions solutions, GenerationSpec spec, Path folder) {
    List<OutcomesFigure.Error> errors = solutions.errors().entrySet().stream()
        .map(e -> new OutcomesFigure.Error(e.getKey(), e.getValue())).toList();
    DrawStep.keep(List.of(Figures.outcomes(new OutcomesFigure(solutions.correct(), errors, "solutions")),
        Figures.lengths(new LengthsFigure(solutions.lengths(true), solutions.lengths(false), spec.maxNewTokens(),
            "The " + Words.count(solutions.all().size()) + " solutions"))), List.of(), folder);
  }
}
