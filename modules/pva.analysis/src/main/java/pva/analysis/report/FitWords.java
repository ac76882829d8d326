package pva.analysis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pva.sae.Fit;
import pva.viz.FitFigure;

/** A fit as a figure's values. */
final class FitWords {
  private FitWords() {
  }

  static FitFigure figure(Fit fit) {
    List<FitFigure.At> at = new ArrayList<>(List.of(at(fit.layer(), fit.at())));
    fit.neighbours().forEach(n -> at.add(at(n.layer(), n.at())));
    at.sort(Comparator.comparingInt(FitFigure.At::layer));
    return new FitFigure(fit.layer(), at, fit.declaredL0().orElse(Double.NaN), fit.verdict().fits(), fit.verdict().message());
  }

  private static FitFigure.At at(int layer, Fit.At at) {
    return new FitFigure.At(layer, at.fvu(), at.l0(), at.cosine());
  }
}
