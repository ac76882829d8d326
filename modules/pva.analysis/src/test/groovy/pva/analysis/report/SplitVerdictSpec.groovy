package pva.analysis.report
import pva.analysis.step.Detections
import pva.analysis.step.DetectorResult
import pva.stats.Interval
import pva.viz.LatentName
import spock.lang.Specification

class SplitVerdictSpec extends Specification {
  double auroc = 0.7d
  boolean folds = false
  List<DetectorResult> others = []
  List<DetectorResult> unseen = []
  List<Detections.Part> errors = []
  List<Detections.Part> levels = []
  Optional<Detections.Transferred> second = Optional.empty()

  static DetectorResult detector(String id, String name, double auroc, double less = Double.NaN, Map<String, Double> more = [:]) {
    Map<String, Double> figures = [rows: 400d, correct: 194d, tasks: 400d, auroc: auroc, auroc_low: auroc - 0.05d, auroc_high: auroc + 0.05d,
        prevalence: 0.485d, f1: 0.66d, all_positive_f1: 0.653d, mcc: 0.1d, balanced_accuracy: 0.55d, brier: 0.248d, brier_of_prevalence: 0.2498d,
        risk_at_half: 0.45d, risk_of_all: 0.515d, select_auroc: 0.74d, candidates: 1536d, latent_less_this: less,
        latent_less_this_low: less - 0.04d, latent_less_this_high: less + 0.04d] + more
    return new DetectorResult(id, name, ['latent 7 of layer 4, higher on correct rows'], figures, [:], [])
  }

  SplitVerdict verdict() {
    DetectorResult latent = detector('best_latent', 'best latent', auroc)
    if (folds) {
      latent = new DetectorResult(latent.id(), latent.name(), ['latent 7', 'latent 9', 'latent 9'], latent.figures(), [:], [])
    }
    return new SplitVerdict(new Detections(folds, [latent] + others, unseen, errors, new Detections.Levels('thirds', levels), second,
        new Detections.WithoutSplit(LatentName.of(9), 0.5d, auroc + 0.05d, new Interval(0.6d, 0.8d))))
  }

  def 'a latent that holds on new rows and is beaten by nothing is called so'() {
    given:
    others = [detector('answer_length', 'length of the answer', 0.55, 0.15), detector('prompt_length', 'length of the prompt', 0.69, 0.01)]

    expect:
    verdict().headline() == 'On 400 rows that did not choose it, the best latent, latent 7 of layer 4, higher on correct rows, tells correct from ' +
        'incorrect code with AUROC 0.700 (95 % interval 0.650 to 0.750).'
    verdict().paragraphs()[1] == 'Held against it on the same rows, AUROC: not told apart from it: length of the prompt 0.690; ' +
        'worse: length of the answer 0.550.'
  }

  def 'what beats the latent stands in the first line, a length before everything else'() {
    given:
    auroc = 0.65d
    others = [detector('probe', 'logistic regression on the raw activation', 0.79, -0.14), detector('answer_length', 'length of the answer', 0.73, -0.08)]

    expect:
    verdict().headline() == 'Real, but not the best way to see it: on 400 rows that did not choose it, the best latent, latent 7 of layer 4, higher ' +
        'on correct rows, tells correct from incorrect code with AUROC 0.650 (95 % interval 0.600 to 0.700). Better on the same rows: the length of ' +
        'the answer alone (0.730), logistic regression on the raw activation (0.790).'
    verdict().paragraphs()[1] == 'Held against it on the same rows, AUROC: better than the latent: logistic regression on the raw activation 0.790, ' +
        'length of the answer 0.730.'
  }

  def 'of many that beat it the first four are named in the headline'() {
    given:
    auroc = 0.65d
    others = (1..6).collect { detector("sparse_probe_$it", "probe on $it latents", 0.7d + it / 100, -0.08) }

    expect:
    verdict().headline().endsWith('Better on the same rows: probe on 6 latents (0.760), probe on 5 latents (0.750), probe on 4 latents (0.740), ' +
        'probe on 3 latents (0.730) and 2 more.')
  }

  def 'an interval that holds 0.5 is nothing, and one just above it is little'() {
    when:
    auroc = value

    then:
    verdict().headline().startsWith(start)
    verdict().headline().endsWith(end)

    where:
    value | start                                                     | end
    0.52  | 'Nothing found: on 400 rows that did not choose it, '     | '(95 % interval 0.470 to 0.570), no better than guessing (0.5).'
    0.58  | 'Weak: on 400 rows that did not choose it, '              | ': more than guessing (0.5), but far too little to be used.'
  }

  def 'over folds it says who chose what, and that every row reports'() {
    given:
    folds = true

    expect:
    verdict().paragraphs()[0].contains('In each of 3 folds the latent was chosen on the rows of the other folds, among 1,536 (latents times two ' +
        'directions): latent 9 (2 folds); latent 7 (1 fold). Every row reports once.')
  }

  def 'it says what the same analysis would have reported without the split, and by how much it would have fooled itself'() {
    expect:
    verdict().paragraphs().last() == 'Without the split the same analysis would have reported latent 9 with AUROC 0.750 (95 % interval 0.600 to 0.800, ' +
        "Cohen's d 0.500), chosen and measured on all rows: it would have fooled itself by 0.0500."
  }

  def 'an F1 below that of calling every row correct is no achievement, and a Brier score above that of the prevalence carries nothing'() {
    given:
    DetectorResult poor = detector('best_latent', 'best latent', 0.6, Double.NaN, [f1: 0.64d, brier: 0.26d])
    String use = new SplitVerdict(new Detections(false, [poor], [], [], new Detections.Levels('', []), Optional.empty(), new Detections.WithoutSplit(LatentName.of(9), 0.5d, 0.5d, new Interval(0.6d, 0.8d))))
        .paragraphs()[1]

    expect:
    use.contains('its F1 is 0.640; calling every row correct has 0.653, so the F1 is no achievement.')
    use.contains('its squared error (Brier) is 0.260, ')
    use.contains('that of always saying the prevalence 0.250: the probability carries nothing.')
  }

  def 'what the latent adds to the lengths, what is left of a probe without them, and against which errors it fails, is said; rare errors are not'() {
    given:
    others = [detector('both_lengths', 'both lengths', 0.71), detector('best_latent_with_lengths', 'both lengths and the best latent', 0.72),
        detector('probe_without_lengths', 'probe, lengths taken out', 0.62)]
    errors = [new Detections.Part('name', 90, 0.71, 0.6, 0.8), new Detections.Part('assertion', 80, 0.52, 0.4, 0.6),
        new Detections.Part('syntax', 7, 0.9, 0.4, 1)]

    expect:
    verdict().paragraphs()[1] == 'The lengths of prompt and answer together have AUROC 0.710 (95 % interval 0.660 to 0.760), ' +
        'with the latent beside them 0.720 (95 % interval 0.670 to 0.770). With what the lengths explain taken out of the raw activations, ' +
        'on the rows that choose, the probe has 0.620 (95 % interval 0.570 to 0.670).'
    verdict().paragraphs()[2] == 'Against one type of error at a time its AUROC is at least 0.520 (assertion, 80 rows, 95 % interval 0.400 to 0.600), ' +
        'at most 0.710 (name, 90 rows, 95 % interval 0.600 to 0.800).'
    !verdict().headline().contains('lengths')
  }

  def 'the known figures of the embedded study are read out: a weak latent, a probe that beats it, a kind that tells as much, little on kinds never seen'() {
    given:
    folds = true
    auroc = 0.540d
    others = [detector('probe', 'probe on the raw activation', 0.794, -0.254), detector('task_kind', 'kind of task', 0.806, -0.266)]
    unseen = [detector('best_latent', 'best latent', 0.458), detector('probe', 'probe on the raw activation', 0.629)]

    expect:
    verdict().headline() == 'Nothing found: on 400 rows that did not choose it, the best latent tells correct from incorrect code with AUROC 0.540 ' +
        '(95 % interval 0.490 to 0.590), no better than guessing (0.5). Better on the same rows: the kind of task alone (0.806), probe on the raw ' +
        'activation (0.794).'
    verdict().paragraphs()[2] == 'Some kinds of task are easier than others, and whatever tells the kind tells correctness. The kind alone has AUROC ' +
        '0.806, as much as the best of the others, probe on the raw activation (0.794). On kinds that the choosing rows did not hold, the AUROC is: ' +
        'best latent 0.458 (0.408 to 0.508); probe on the raw activation 0.629 (0.579 to 0.679). Of the 0.294 that probe on the raw activation has ' +
        'above guessing, only 0.129 is left there.'
  }

  def 'what the kind alone tells beside a probe of 0.790 is said: #kind is #words'() {
    given:
    others = [detector('probe', 'probe', 0.79, -0.1), detector('task_kind', 'kind of task', kind as double, -0.1)]
    unseen = [detector('best_latent', 'best latent', 0.48), detector('probe', 'probe', 0.7)]

    expect:
    verdict().paragraphs()[2].contains(" The kind alone has AUROC $kind, $words the best of the others, probe (0.790). On kinds ")

    where:
    kind    || words
    '0.850' || 'more than'
    '0.750' || 'as much as'
    '0.700' || 'less than'
  }

  def 'of a probe that has 0.790, #left is left where it has #there on kinds never seen'() {
    given:
    others = [detector('probe', 'probe', 0.79, -0.1)]
    unseen = [detector('best_latent', 'best latent', 0.48), detector('probe', 'probe', there)]

    expect:
    verdict().paragraphs()[2].endsWith(" Of the 0.290 that probe has above guessing, $left")

    where:
    there || left
    0.70  || '0.200 is left there.'
    0.60  || 'only 0.100 is left there.'
    0.54  || 'only 0.0400 is left there, and its interval reaches guessing.'
    0.49  || 'nothing is left there.'
  }

  def 'the level of difficulty at which it does worst is named with its rows; rare levels are not'() {
    given:
    levels = [new Detections.Part('easy', 150, 0.66, 0.6, 0.72), new Detections.Part('hard', 120, 0.53, 0.45, 0.61),
        new Detections.Part('harder', 12, 0.3, 0.1, 0.6)]

    expect:
    verdict().paragraphs()[1] == 'By difficulty (thirds) its AUROC is at least 0.530 (hard, 120 rows, 95 % interval 0.450 to 0.610), at most 0.660 ' +
        '(easy, 150 rows, 95 % interval 0.600 to 0.720).'
  }

  def 'what is left on a second dataset stands beside what there was on the first'() {
    given:
    others = [detector('probe', 'probe', 0.79, -0.1), detector('answer_length', 'length of the answer', 0.55, 0.15)]
    second = Optional.of(new Detections.Transferred(17, [detector('best_latent', 'best latent', 0.58, Double.NaN, [rows: 164d]),
        detector('probe', 'probe', 0.61, -0.03)]))

    expect:
    verdict().paragraphs()[2] == 'On a second dataset, 164 rows of other tasks (17 with prompts of the first left out), what the first one chose, ' +
        'unchanged, has AUROC 0.580 (95 % interval 0.530 to 0.630): latent 7 of layer 4, higher on correct rows; here it has 0.700. At the threshold ' +
        'chosen here its balanced accuracy there is 0.550 (chance 0.5). Beside it, there: probe 0.610 (0.560 to 0.660).'
  }

  def 'folds that choose different latents each are said to disagree'() {
    given:
    folds = true

    expect:
    !verdict().paragraphs()[0].contains('no two folds agree')

    when:
    DetectorResult latent = new DetectorResult('best_latent', 'best latent', ['latent 1', 'latent 2'], detector('best_latent', 'x', 0.7).figures(), [:], [])
    Detections found = new Detections(true, [latent], [], [], new Detections.Levels('', []), Optional.empty(),
        new Detections.WithoutSplit(LatentName.of(9), 0.5d, 0.5d, new Interval(0.6d, 0.8d)))

    then:
    new SplitVerdict(found).paragraphs()[0].contains('latent 1 (1 fold); latent 2 (1 fold); no two folds agree. Every row reports once.')
  }
}
