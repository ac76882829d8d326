package pva.stats

import static pva.stats.Truth.near
import static pva.stats.Truth.one

import spock.lang.Specification

class DetectionSpec extends Specification {

  def "AUROC and average precision of weighted rows are those of scikit-learn"() {
    given:
    def ranked = new RankedRows(Truth.scored('score'))

    expect:
    near(ranked.auroc(Truth.once()), one('auroc'), 1e-12)
    near(ranked.averagePrecision(Truth.once()), one('ap'), 1e-12)

    and: 'a row drawn twice counts twice'
    def twice = Truth.once().collect { 2 } as int[]
    near(ranked.auroc(twice), one('auroc'), 1e-12)
    near(ranked.averagePrecision(twice), one('ap'), 1e-12)
  }

  def "pairs are compared within a fold only"() {
    given: 'two folds, each with its own scale'
    def rows = new ScoredRows([0, 1, 2, 3] as int[], [0, 0, 1, 1] as int[], [1, 0, 100, 50] as double[], new double[4], new boolean[4],
        new boolean[4], [true, false, false, true] as boolean[], Grouping.single(4))

    expect: 'one pair won, one lost; over all rows it would be 2 of 4'
    new RankedRows(rows).auroc([1, 1, 1, 1] as int[]) == 0.5d
    new RankedRows(rows).auroc([1, 1, 0, 1] as int[]) == 1d
  }

  def "F1, MCC and balanced accuracy of a call are those of scikit-learn"() {
    given:
    def rows = Truth.scored('score')
    def figures = Calls.figures(rows.calledF1(), rows.correct(), Truth.once())

    expect:
    near(figures[0], one('f1'), 1e-12)
    near(figures[1], one('mcc'), 1e-12)
    near(figures[2], one('balanced'), 1e-12)
  }

  def "the variance of an AUROC over grouped rows is Obuchowski's, and DeLong's where every row is a task"() {
    given:
    def labels = Truth.labels()
    def score = Placements.of(Truth.VALUES.score, labels)
    def other = Placements.of(Truth.VALUES.other, labels)
    def tasks = Grouping.of(Truth.tasks())

    expect:
    near(score.auroc(), one('auroc'), 1e-12)
    near(Placements.covariance(score, score, labels, tasks), one('auroc_var'), 1e-11)
    near(Placements.covariance(score, other, labels, tasks), one('other_auroc_cov'), 1e-11)
    near(Math.sqrt(Placements.covariance(score, score, labels, Grouping.single(120))), RocArea.of(Truth.VALUES.score, labels).se(), 1e-12)
  }

  def "the paired test of two latents is DeLong's"() {
    given: 'latents 7 and 8 of the zero-inflated case, every row a task of its own'
    def it = Case.read('zero-inflated.txt').first()
    def inputs = Inputs.of(97).withLatents(4, it.latents)
    def rows = SelectRows.all(it.labels, (0..<97).collect { r -> "chosen on $r".toString() })
    def report = ReportRows.ofOtherDataset(it.labels, (0..<97).collect { r -> "task $r".toString() })
    def (a, b) = [7, 8].collect { j ->
      Evaluation.of(Selection.of(Detector.latent(4, j), inputs, rows, TuneRows.none(rows)), inputs, report, new Resampling(20, 1, 0.95), 1)
    }

    when:
    def comparison = Comparison.of(a, b, 1)

    then:
    near(comparison.z(), 0.38333261081747244d, 1e-9)
    near(comparison.p(), 0.7014731626137451d, 1e-9)
  }

  def "probabilities are Platt's, and Brier, calibration error and reliability bins follow"() {
    given:
    def platt = Platt.fit(Truth.VALUES.score, Truth.labels())

    expect:
    near(platt.slope(), Truth.VALUES.platt[0], 1e-5)
    near(platt.offset(), Truth.VALUES.platt[1], 1e-5)

    when: 'with the very probabilities of scikit-learn'
    def rows = Truth.scored('score')
    def calibration = Calibration.of(rows.probability(), rows.correct(), 1, 0.95)

    then:
    near(calibration.brier(), one('brier'), 1e-12)
    near(calibration.ece(), one('ece'), 1e-12)
    calibration.bins()*.rows().sum() == 120
    near(calibration.brierOfPrevalence(), 0.25 - (rows.positives() / 120d - 0.5)**2, 1e-12)
  }

  def "a calibration that would turn the ranking round says the prevalence instead"() {
    expect:
    Platt.fit([1, 2, 3, 4, 5] as double[], [true, true, true, false, false] as boolean[]).slope() == 0d
    near(Platt.fit([1, 2, 3, 4, 5] as double[], [true, true, true, false, false] as boolean[]).probability(9), 0.6, 1e-12)
  }

  def "risk against coverage is the mean over all orders of tied rows"() {
    given:
    def curve = RiskCoverage.of(Truth.scored('score'))

    expect: 'the reference averages 2,000 random orders: a standard error of about 2e-5'
    Math.abs(curve.area() - one('aurc')) < 1e-4
    near(curve.riskOfAll(), 1 - Truth.labels().toList().count(true) / 120d, 1e-12)
    curve.riskAt(1) == curve.riskOfAll()
  }

  def "thresholds stand halfway between observed values and are the best there are"() {
    given:
    def thresholds = Thresholds.of(Truth.VALUES.score, Truth.labels())
    def f1 = { double t -> Calls.figures(Truth.VALUES.score.collect { it >= t } as boolean[], Truth.labels(), Truth.once()) }

    expect:
    def all = (Truth.VALUES.score.toList() + [-99d]).collect { f1(it + 0.01) }
    near(f1(thresholds.f1())[0], all*.getAt(0).max(), 1e-12)
    near(f1(thresholds.balanced())[2], all*.getAt(2).max(), 1e-12)
    !(thresholds.f1() in Truth.VALUES.score.toList())
  }

  def "the interval of the grouped bootstrap is wider than that of single rows where tasks share scores and labels"() {
    given: 'every row four times, under one task'
    def random = new Random(3)
    def label = (0..<40).collect { random.nextBoolean() }
    def value = (0..<40).collect { random.nextGaussian() + (label[it] ? 0.7 : 0) }
    int n = 160
    def rows = { Grouping g -> new ScoredRows((0..<n) as int[], new int[n], (0..<n).collect { value[it.intdiv(4)] } as double[], new double[n],
        new boolean[n], new boolean[n], (0..<n).collect { label[it.intdiv(4)] } as boolean[], g) }
    def width = { Grouping g ->
      def ranked = new RankedRows(rows(g))
      def bootstrap = Bootstrap.of(g, new Resampling(400, 1, 0.95))
      def drawn = bootstrap.draw({ int[] w -> [ranked.auroc(w)] as double[] }, 1)
      def interval = bootstrap.interval(drawn, 0)
      interval.high() - interval.low()
    }

    expect: 'a quarter of the rows, twice the width'
    def ratio = width(Grouping.of((0..<n).collect { "t${it.intdiv(4)}".toString() })) / width(Grouping.single(n))
    ratio > 1.6 && ratio < 2.5
  }

  def "the curve of true against false positives has the area that the pairs have"() {
    given:
    def rows = Truth.scored('score')
    def curve = Curve.roc(rows, Bootstrap.of(rows.groups(), new Resampling(50, 1, 0.95)), 2)
    def precision = Curve.precisionRecall(rows, Bootstrap.of(rows.groups(), new Resampling(50, 1, 0.95)), 2)

    expect: 'trapezia between 101 points of a curve of 60 steps'
    def area = (0..<100).sum { (curve.y()[it] + curve.y()[it + 1]) / 200 }
    Math.abs(area - one('auroc')) < 2e-3
    (0..<101).every { curve.low()[it] <= curve.y()[it] + 0.02 && curve.y()[it] <= curve.high()[it] + 0.02 }
    near(precision.y()[100], Truth.labels().toList().count(true) / 120d, 0.2)
  }

  def "risk along the curve is that of the rows accepted so far, within its band"() {
    given: '120 scored rows: a hundredth of the coverage is 1.2 rows'
    def rows = Truth.scored('score')
    def curve = Curve.risk(rows, Bootstrap.of(rows.groups(), new Resampling(200, 1, 0.95)), 2)
    def slow = RiskCoverage.of(rows)

    expect: 'where coverage is a whole number of rows both say the same; the first point has ten rows'
    near(curve.x()[0], 0.09, 1e-12)
    (10..100).findAll { it % 5 == 0 }.every { near(curve.y()[it - 9], slow.riskAt(it / 100d), 1e-12) }
    (0..<92).every { curve.low()[it] <= curve.y()[it] && curve.y()[it] <= curve.high()[it] }
    near(curve.y()[91], slow.riskOfAll(), 1e-12)
  }
}
