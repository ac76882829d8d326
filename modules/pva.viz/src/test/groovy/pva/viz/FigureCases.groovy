package pva.viz

import pva.viz.CloudFigure.Kind
import pva.viz.CurvesFigure.Curve
import pva.viz.CurvesFigure.Kind as Curves
import pva.viz.FitFigure.At
import pva.viz.GroupFigure.Sample
import pva.viz.ReliabilityFigure.Bin
import pva.viz.StabilityFigure.Overlap
import pva.viz.TopFigure.Bar

/** Figures of all kinds, plain and awkward, and what makes them. */
class FigureCases {
  static final double NAN = Double.NaN
  static final String HOSTILE = '</text><script>"&\'' + '\u0001' + ' a long label that goes on and on' * 5

  static final Map<String, Closure<Figure>> ALL = [
      'scores'              : { distribution((1..400).collect { it % 3 == 0 ? 0 : it / 1000 }) },
      'scores of 65536'     : { distribution((1..65536).collect { it % 5 ? 0 : it / 1e5 }) },
      'all scores 0'        : { distribution([0] * 1024) },
      'negative zeros'      : { distribution([-0.0d] * 10 + [0.5]) },
      'one latent'          : { distribution([0.3]) },
      'no latent'           : { distribution([]) },
      'undefined scores'    : { distribution([NAN, NAN, 0.1, 0.2]) },
      'only undefined'      : { distribution([NAN]) },
      'infinite score'      : { distribution([Double.POSITIVE_INFINITY, 0.1]) },
      'tiny and huge scores': { distribution([1e-300, 1e-9, 1, 1e9]) },
      'top'                 : { top([new Bar(955, -0.37, -0.5, -0.24), new Bar(823, 0.32, 0.2, 0.45)], [new Fact('latents', '1,024')]) },
      'top without interval': { top([new Bar(65535, 0.5, NAN, NAN)]) },
      'top undefined'       : { top([new Bar(1, NAN, NAN, NAN), new Bar(2, -0.0, -0.0, 0)]) },
      'top empty'           : { top([]) },
      'top of a thousand'   : { top((1..1000).collect { new Bar(it, 1 / it, 0, 2 / it) }) },
      'top, long labels'    : { top([new Bar(1, -1e-7, -2e-7, 0)], [new Fact(HOSTILE, HOSTILE), new Fact('', '')], HOSTILE) },
      'groups'              : { groups(485, (1..60).collect { 1.4 + it / 20 }, 515, (1..20).collect { 1.5 + it / 7 }) },
      'groups, rare'        : { groups(59, [6, 7.5, 9, 12.25], 915, [6.5, 8]) },
      'groups, one row'     : { groups(1, [2.5], 1, []) },
      'groups, silent'      : { groups(485, [], 515, []) },
      'groups, constant'    : { groups(6, [2] * 6, 6, [2] * 5) },
      'groups, empty'       : { groups(0, [], 0, []) },
      'groups, huge'        : { groups(2000000, (1..5000).collect { 1e7 * it }, 1234567, [3]) },
      'groups, not finite'  : { groups(10, [NAN, 1], 10, [Double.POSITIVE_INFINITY]) },
      'fit'                 : { fit(32, true, 'The dictionary fits.') },
      'fit, bad'            : { fit(NAN, false, HOSTILE) },
      'volcano'             : { cloud(Kind.VOLCANO, (1..300).collect { point(it, (it - 150) / 400, it % 7 ? 0.4 : 1e-5) }) },
      'volcano, p of 0'     : { cloud(Kind.VOLCANO, [point(1, 3, 0), point(2, -2, 1e-300), point(65535, 0.1, 1)]) },
      'volcano, undefined'  : { cloud(Kind.VOLCANO, [point(1, NAN, 0.5), point(2, 0.1, NAN)], NAN) },
      'volcano, empty'      : { cloud(Kind.VOLCANO, []) },
      'landscape'           : { cloud(Kind.LANDSCAPE, (1..300).collect { point(it, (it % 40 - 20) / 100, (it - 150) / 40) }, 4.1) },
      'landscape, one'      : { cloud(Kind.LANDSCAPE, [point(7, 0, 0)], NAN, HOSTILE) },
      'roc'                 : { curves(Curves.ROC, 3) },
      'roc, many'           : { curves(Curves.ROC, 11, HOSTILE) },
      'roc, none'           : { curves(Curves.ROC, 0) },
      'precision and recall': { curves(Curves.PRECISION_RECALL, 2) },
      'risk and coverage'   : { curves(Curves.RISK_COVERAGE, 2) },
      'curve with gaps'     : { Figures.curves(new CurvesFigure(Curves.PRECISION_RECALL, [new Curve('latent', '0.5', [0, 0.5, 1] as double[],
          [NAN, 0.4, 0.3] as double[], [0, 1] as double[], [NAN, 0.2] as double[], [NAN, 0.6] as double[])], 0.3, 'rows')) },
      'calibration'         : { reliability([new Bin(0.2, 0.25, 0.15, 0.4, 50), new Bin(0.6, 0.5, 0.3, 0.7, 12)]) },
      'calibration, empty'  : { reliability([]) },
      'stability'           : { stability(20, [new Overlap(1, 0.3, 0, 1), new Overlap(10, 0.4, 0.2, 0.6)]) },
      'stability, empty'    : { stability(0, []) },
      'stability, many'     : { stability(90, [new Overlap(100, NAN, NAN, NAN)]) },
      'sensitivity'         : { sensitivity([0.005, 0.01, 0.02, 0.05, 0.1, NAN]) },
      'sensitivity, empty'  : { sensitivity([]) },
      'outcomes'            : { outcomes(485, [AssertionError: 327, NameError: 100, Timeout: 1]) },
      'outcomes, none right': { outcomes(0, [(HOSTILE): 3]) },
      'outcomes, none'      : { outcomes(0, [:]) },
      'lengths'             : { lengths([12, 30, 31] * 20, [40, 96, 96], 96) },
      'lengths, one'        : { lengths([], [0], 512, HOSTILE) },
      'lengths, none'       : { lengths([], [], 1) },
      'fit, undefined'      : { Figures.fit(new FitFigure(0, [new At(0, NAN, NAN, NAN)], NAN, false, 'undefined')) },
  ] + LayersSpec.CASES

  static Figure distribution(List<?> scores) {
    Figures.scoreDistribution(new ScoreFigure(scores as double[], 'separation score |d|', 'all latents', 20))
  }

  static Figure top(List<Bar> bars, List<Fact> summary = [], String axis = "Cohen's d") {
    Figures.topLatents(new TopFigure(bars, axis, summary))
  }

  static Figure groups(int n, List<?> firing, int m, List<?> other) {
    Figures.groupComparison(new GroupFigure(1, 955, -0.37, 0.45, new Sample(n, firing as double[]), new Sample(m, other as double[])))
  }

  static Figure fit(double declared, boolean fits, String verdict) {
    List<At> at = [new At(3, 0.208, 28.9, 0.89), new At(4, 0.101, 31.5, 0.947), new At(5, 0.311, 39.1, 0.91)]
    Figures.fit(new FitFigure(4, at, declared, fits, verdict))
  }

  static Figure cloud(Kind kind, List<CloudFigure.Point> points, double line = 0.001, String name = 'family-wise p 0.05') {
    Figures.cloud(new CloudFigure(kind, points, line, name, "Welch's t"))
  }

  static CloudFigure.Point point(int latent, double x, double y) {
    new CloudFigure.Point(latent, x, y, CloudFigure.Standing.values()[latent % 3])
  }

  static Figure curves(Curves kind, int n, String name = 'probe on the raw activation') {
    double[] x = (0..100).collect { it / 100 }
    Figures.curves(new CurvesFigure(kind, (0..<n).collect { k ->
      double[] y = x.collect { Math.sqrt(it as double) * (1 - k / 20) }
      k == 0 ? new Curve(name, '0.540 (0.505 to 0.575)', x, y, x, y.collect { it * 0.9 } as double[], y.collect { Math.min(1, it * 1.1) } as double[])
          : new Curve("$name $k", '0.794', x, y, new double[0], new double[0], new double[0])
    }, 0.485, '400 rows that chose nothing'))
  }

  static Figure reliability(List<Bin> bins) {
    Figures.reliability(new ReliabilityFigure('latent 955', bins, 0.2481, 0.2498, 0.031, '400 rows that chose nothing'))
  }

  static Figure stability(int n, List<Overlap> overlaps) {
    Figures.stability(new StabilityFigure(20, 200, (0..<n).collect { new StabilityFigure.Bar(it * 731, 1 / (it + 1)) }, overlaps))
  }

  static Figure sensitivity(List<?> shares) {
    Figures.sensitivity(new SensitivityFigure(shares.withIndex().collect { share, i ->
      new SensitivityFigure.At(share as double, 400 - 60 * i, 3 * i, Optional.ofNullable(i == 0 ? null : LatentName.of(900 + i)), i == 0 ? NAN : 0.3 + i / 100, i)
    }, 0.02, 20, '|d|', 104_312))
  }

  static Figure outcomes(int correct, Map<String, Integer> errors) {
    Figures.outcomes(new OutcomesFigure(correct, errors.collect { kind, n -> new OutcomesFigure.Error(kind, n) }, 'solutions'))
  }

  static Figure lengths(List<Integer> correct, List<Integer> incorrect, int limit, String which = 'All solutions') {
    Figures.lengths(new LengthsFigure(correct as int[], incorrect as int[], limit, which))
  }
}
