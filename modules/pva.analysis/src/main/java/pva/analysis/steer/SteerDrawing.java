package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pva.analysis.report.DrawStep;
import pva.analysis.spec.SteerSpec;
import pva.stats.Interval;
import pva.viz.AttentionFigure;
import pva.viz.DoseFigure;
import pva.viz.Figure;
import pva.viz.Figures;
import pva.viz.TransitionsFigure;

/** Draws the figures of a steering study. */
final class SteerDrawing {
  static final int VERSION = 3;

  private SteerDrawing() {
  }

  static void write(SteerSpec spec, SteerPipeline.Results results, Path folder) {
    SteerStudy study = results.study();
    List<Figure> figures = new ArrayList<>(List.of(Figures.doseCurve(doses(spec, study)), Figures.transitions(transitions(spec, study))));
    results.attention().ifPresent(a -> a.readings().forEach(r -> figures.add(Figures.attention(attention(r)))));
    DrawStep.keep(figures, List.of(), folder);
  }

  private static AttentionFigure attention(AttentionStudy.Reading reading) {
    return new AttentionFigure("attention_" + reading.of().name().toLowerCase(Locale.ROOT), reading.first(), reading.heads(),
        reading.parts().stream().filter(p -> p.before() > 0 || p.after() > 0).map(p -> new AttentionFigure.Part(p.name(), p.test().mean(),
            p.cells().stream().map(c -> new AttentionFigure.Cell(c.test().mean(), c.marked())).toList())).toList(),
        reading.of().words() + ", " + reading.tasks() + " held-out tasks");
  }

  private static DoseFigure doses(SteerSpec spec, SteerStudy study) {
    List<DoseFigure.Dose> doses = study.doses().stream().map(d -> new DoseFigure.Dose(spec.dose().label(d.amount()), d.amount(),
        share(d.direction().correction(), d.direction().correctionBounds()),
        share(d.direction().corruption(), d.direction().corruptionBounds()),
        new DoseFigure.Share(d.direction().change(), Double.NaN, Double.NaN),
        d.controls().stream().map(c -> new DoseFigure.Control(c.correction(), c.corruption(), c.change())).toList())).toList();
    Effect first = study.doses().get(0).direction();
    return new DoseFigure(study.directions().studied().name(), "dose, " + spec.dose().unit().words(), doses, study.chosen(),
        first.tasks() + " tune tasks, " + first.right() + " of them right without steering");
  }

  static DoseFigure.Share share(double value, Interval bounds) {
    return new DoseFigure.Share(value, bounds.low(), bounds.high());
  }

  private static TransitionsFigure transitions(SteerSpec spec, SteerStudy study) {
    List<TransitionsFigure.Row> rows = new ArrayList<>();
    rows.add(row(study.directions().studied().name(), study.effect(), false));
    for (int i = 0; i < study.resampled().size(); i++) {
      rows.add(row("resampled, T " + spec.resample().temperature() + ", " + (i + 1), study.resampled().get(i), true));
    }
    study.controls().entrySet().stream().sorted(Comparator.comparingInt((Map.Entry<Direction, Effect> e) -> -e.getValue().sides().net()))
        .forEach(e -> rows.add(row(e.getKey().name(), e.getValue(), true)));
    return new TransitionsFigure(rows, study.effect().right(), study.effect().wrong(), study.effect().tasks() + " held-out tasks, at dose "
        + spec.dose().label(study.amount()));
  }

  private static TransitionsFigure.Row row(String name, Effect effect, boolean control) {
    return new TransitionsFigure.Row(name, effect.sides().gained(), effect.sides().lost(), control);
  }
}
