package pva.analysis.steer
import pva.analysis.spec.DirectionSpec
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.SteerSpec
import pva.stats.McNemar
import spock.lang.Specification

class SteerStudySpec extends Specification {
  static Solved solved(int task, boolean correct, String code = correct ? 'return 1' : 'return 0') {
    new Solved("$task", code, correct, correct ? 1 : 0, 1, correct ? 'none' : 'AssertionError', 4)
  }

  /** Tasks numbered from 0, right where the text has a plus. */
  static List<Solved> tasks(String marks) {
    (0..<marks.size()).collect { solved(it, marks[it] == '+') }
  }

  def 'rates have the denominators that their names say'() {
    when: 'of four wrong tasks one is won, of six right ones three are lost'
    def effect = Effect.of(tasks('----++++++'), tasks('+-----+++-'))

    then:
    effect.sides() == new McNemar(1, 3)
    effect.correction() == 0.25d
    effect.corruption() == 0.5d
    effect.change() == -0.2d
    effect.passAt1() == 0.4d
    effect.changed() == 4
    Math.abs(effect.correctionBounds().low() - 0.006309463) < 1e-8
    Math.abs(effect.correctionBounds().high() - 0.805879550) < 1e-8
  }

  def 'a rate of nothing is undefined'() {
    expect:
    Double.isNaN(Effect.of(tasks('+++'), tasks('++-')).correction())
    Effect.of(tasks('+++'), tasks('++-')).corruption() == 1 / 3d
  }

  def 'texts that do not parse and texts that loop are counted'() {
    given:
    def after = [new Solved('0', 'def f(', false, 0, 1, Solved.SYNTAX, 3), new Solved('1', '8 ' * 40, false, 0, 1, 'NameError', 80)]

    expect:
    with(Effect.of(tasks('++'), after)) {
      syntax() == 0.5d
      degenerate() == 0.5d
      sides() == new McNemar(0, 2)
    }
  }

  def 'the dose is chosen by the balance, of equal ones the smallest push along the direction: #doses -> #chosen'() {
    expect:
    DoseEffect.best(doses.collect { amount, after -> new DoseEffect(amount, Effect.of(tasks('----++++'), tasks(after)), []) }) == chosen

    where: 'the second corrects most, and breaks more'
    doses                                                              || chosen
    [[0.1d, '+---++++'], [0.2d, '++++----'], [0.4d, '+---++++']]       || 0
    [[-0.2d, '++--++++'], [-0.1d, '++--++++'], [0.1d, '++--++++']]     || 2
    [[0.1d, '----+++-'], [0.2d, '----++--']]                           || 0
    [[0.1d, '+---++++'], [0.2d, '++-+++++']]                           || 1
  }

  def 'pairs are chosen by their rule'() {
    given:
    def before = [solved(0, true), solved(1, false), solved(2, true), solved(3, false), solved(4, true)]
    def after = [solved(0, true), solved(1, true), solved(2, false), solved(3, true), solved(4, true, 'quite another text')]

    expect: 'the first won, the first lost, the one that is least alike'
    SteerPairs.of(before, after)*.at() == [1, 2, 4]
    SteerPairs.of(before, before)*.at() == [0, 1, 2]
    SteerPairs.of(before, after)*.why() == ['became right', 'became wrong', 'similarity 0']
  }

  def 'the verdict weighs chance, controls and asking again: #what'() {
    given:
    def studied = new Direction(Arm.Kind.DIRECTION, 'latent 7', [1f] as float[], OptionalInt.of(7), 0.1, 2, 1)
    def directions = new Directions(studied, (1..20).collect { new Direction(Arm.Kind.RANDOM, "random $it", [1f] as float[], OptionalInt.empty(),
        Double.NaN, Double.NaN, 0) }, Double.NaN, 'named')
    def before = tasks('-' * 20 + '+' * 20)
    Map<Arm, List<Solved>> held = [(Arm.UNSTEERED): before, (studied.at(0.5d)): tasks(after)]
    directions.controls().each { held[it.at(0.5d)] = tasks(controls) }
    (0..1).each { held[new Arm(Arm.Kind.RESAMPLED, 'temperature 0.8', 0, it)] = tasks(resampled) }
    def spec = SteerSpec.of(java.nio.file.Path.of('s.groovy'), '').problems('p').layer(0).direction(DirectionSpec.of(DirectionSpec.Kind.PROBE))
        .dose(new DoseSpec(DoseSpec.Unit.ABSOLUTE, [0.5d])).build()
    def study = SteerStudy.of(0, directions, [0.5d], before, held.findAll { k, v -> k.amount() != 0 }, held, [:])

    expect:
    new SteerVerdict(spec, study, []).headline().startsWith(headline)
    new SteerVerdict(spec, study, []).helps() == helps

    where:
    what                  | after                          | controls                       | resampled                      || helps | headline
    'a real effect'       | '+' * 8 + '-' * 12 + '+' * 20  | '-' * 20 + '+' * 20            | '-' * 20 + '+' * 20            || true  | 'It works: steering along latent 7 at dose 0.5 corrects more than it breaks (8 of 20 wrong tasks corrected, 0 of 20 right ones broken), more than chance and more than its controls do.'
    'asking again'        | '+' * 8 + '-' * 12 + '+' * 20  | '-' * 20 + '+' * 20            | '+' * 9 + '-' * 11 + '+' * 20  || true  | 'It works: steering along latent 7 at dose 0.5 corrects more than it breaks (8 of 20 wrong tasks corrected, 0 of 20 right ones broken), more than chance and more than its controls do; but asking'
    'any push does it'    | '+' * 8 + '-' * 12 + '+' * 20  | '+' * 8 + '-' * 12 + '+' * 20  | '-' * 20 + '+' * 20            || false | "Not the direction's doing: "
    'too few changes'     | '+' * 5 + '-' * 15 + '+' * 20  | '-' * 20 + '+' * 20            | '-' * 20 + '+' * 20            || false | 'No effect shown: '
    'harm'                | '-' * 28 + '+' * 12            | '-' * 20 + '+' * 20            | '-' * 20 + '+' * 20            || false | 'It harms: steering along latent 7 at dose 0.5 breaks more than it corrects (0 of 20 wrong tasks corrected, 8 of 20 right ones broken), more than its controls do.'
    'harm by any push'    | '-' * 28 + '+' * 12            | '-' * 30 + '+' * 10            | '-' * 20 + '+' * 20            || false | 'It harms: steering along latent 7 at dose 0.5 breaks more than it corrects (0 of 20 wrong tasks corrected, 8 of 20 right ones broken), as a push'
    'nothing'             | '-' * 20 + '+' * 20            | '-' * 20 + '+' * 20            | '-' * 20 + '+' * 20            || false | 'Nothing happened: '
  }

  def 'divergence of two next-token distributions is the sum of its definition'() {
    given: 'SciPy: entropy(softmax(p), softmax(q)) of the second row'
    float[] p = [9, 9, 9, 1, 2, 3]
    float[] q = [0, 0, 0, 3, 1, 2]

    expect:
    Math.abs(NeutralText.divergence(p, q, 3, 3) - EXPECTED) < 1e-12
    NeutralText.divergence(p, p, 3, 3) == 0d
  }

  static final double EXPECTED = 0.7299082804888586
}
