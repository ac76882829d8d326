package pva.stats

import pva.base.PvaException

import spock.lang.Specification

class ScoringSpec extends Specification {

  def "every column equals what SciPy and scikit-learn compute: #it.name"() {
    given:
    def scores = Scoring.score(it.latents, it.labels, 2)

    expect:
    def checked = Column.scored().findAll { c -> it.columns.containsKey(c.key()) }
    checked.size() >= 25
    def wrong = checked.collectMany { c -> differences(c, scores.column(c), it.columns[c.key()]) }
    wrong.join('\n') == ''

    where:
    it << Case.all()
  }

  def "DeLong's standard error is the root of the reference variance"() {
    given:
    def it = Case.read('zero-inflated.txt').first()

    expect:
    differences(Column.AUROC_SE, Scoring.score(it.latents, it.labels, 1).column(Column.AUROC_SE),
        it.columns['auroc_delong_var'].collect { Math.sqrt(it) } as double[]) == []
  }

  def "the number of threads does not change a bit"() {
    given:
    def seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    def latents = Case.random(random, 60, 1700, 0.06)
    def labels = (0..<60).collect { it % 3 == 0 } as boolean[]

    when:
    def tables = [1, 2, 3].collect { Scoring.score(latents, labels, it) }

    then:
    Column.scored().every { c -> tables.every { Arrays.equals(it.column(c), tables[0].column(c)) } }
  }

  def "only kept latents count as hypotheses"() {
    given:
    def it = Case.read('zero-inflated.txt').first()
    def kept = (0..<48).collect { it % 2 == 0 } as boolean[]
    def p = Scoring.score(it.latents, it.labels, EnumSet.of(Column.WELCH_P), kept, 1).column(Column.WELCH_P)

    when:
    def scores = Scoring.score(it.latents, it.labels, EnumSet.of(Column.Q_BH, Column.P_BONFERRONI), kept, 1)

    then:
    scores.columns() == EnumSet.of(Column.Q_BH, Column.P_BONFERRONI)
    (0..<48).every { kept[it] || Double.isNaN(scores.value(Column.Q_BH, it)) }
    def hypotheses = (0..<48).count { kept[it] && !Double.isNaN(p[it]) }
    scores.value(Column.P_BONFERRONI, 24) == Math.min(1d, p[24] * hypotheses)
  }

  def "a latent that fires once, in the smaller group, has the effect that the group sizes give"() {
    given: 'n1 = 4, n0 = 6, one value v: the mean is v / 4, the squares within sum to v² (1 − 1/4)'
    def values = (0..<10).collect { it == 1 ? strength : 0f }
    def labels = (0..<10).collect { it < 4 } as boolean[]

    when:
    def scores = Scoring.score(Case.sparse(values, 1), labels, 1)

    then:
    Math.abs(scores.value(Column.COHENS_D, 0) - 0.25 / Math.sqrt(0.75 / 8)) < 1e-12
    Math.abs(scores.value(Column.WELCH_T, 0) - 1) < 1e-12
    scores.value(Column.WELCH_DF, 0) == 3.0d
    scores.value(Column.AUROC, 0) == 0.625d

    where:
    strength << [0.0625f, 1f, 3.7f, 1e20f]
  }

  def "a group of one row has no spread, and nothing is invented for it"() {
    when:
    def scores = Scoring.score(Case.sparse([1f, 2f, 0f, 5f], 1), [true, false, false, false] as boolean[], 1)

    then:
    [Column.STD_CORRECT, Column.SEPARATION, Column.COHENS_D, Column.WELCH_T, Column.WELCH_P, Column.AUROC_SE, Column.Q_BH]
        .every { Double.isNaN(scores.value(it, 0)) }
    scores.value(Column.AUROC, 0) == 1 / 3d
  }

  def "a dataset of one kind is refused"() {
    when:
    Scoring.score(Case.sparse([1f, 2f], 1), [true, true] as boolean[], 1)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-001'
    e.message == 'all 2 rows are correct: there are no two groups to compare'
    e.help() == ['take a dataset with rows of both kinds']
  }

  def "latents of other rows are refused"() {
    when:
    Scoring.score(Case.sparse([1f, 2f, 3f], 1), [true, false] as boolean[], 1)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-002'
    e.message == 'the latents have 3 rows, the dataset has 2'
    e.help() == ['encode the activations of this very dataset: row k of one is row k of the other']
  }

  def "an activation that no latent can have is refused with its place: #value"() {
    when:
    Scoring.score(new pva.tensor.SparseMatrix(2, 9, [0, 1, 2] as long[], [0, 7] as int[], [1f, value] as float[]),
        [true, false] as boolean[], 1)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-003'
    e.message == "activation $value at row 1, latent 7: latents are finite and never negative"

    where:
    value << [Float.NaN, -2f, Float.POSITIVE_INFINITY]
  }

  static List<String> differences(Column column, double[] got, double[] want) {
    double relative = column.key().endsWith('_p') || column.key() =~ /^[qp]_/ ? 1e-6 : 1e-9
    (0..<want.length).findAll { k ->
      Double.isNaN(got[k]) != Double.isNaN(want[k]) || Math.abs(got[k] - want[k]) > relative * Math.abs(want[k]) + floor(column)
    }.collect { "${column.key()} of latent $it: ${got[it]}, not ${want[it]}".toString() }
  }

  /** Effects that are 0 save for rounding of the means need an absolute floor; p-values get none, so that tails count. */
  private static double floor(Column column) {
    column.key().endsWith('_p') || column.key() =~ /^[qp]_/ ? 0 : 1e-12
  }
}
