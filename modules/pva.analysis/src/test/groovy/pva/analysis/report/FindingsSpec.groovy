package pva.analysis.report
import java.nio.file.Path
import pva.analysis.input.Inputs
import pva.analysis.input.LayerSae
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.Pairing
import pva.analysis.step.Detections
import pva.analysis.step.FitResult
import pva.analysis.step.LatentIndex
import pva.analysis.step.LatentTable
import pva.analysis.step.Results
import pva.analysis.step.RowTokens
import pva.analysis.step.ScoreResult
import pva.analysis.step.Study
import pva.data.Dataset
import pva.data.Row
import pva.model.Position
import pva.sae.Fit
import pva.stats.Column
import pva.stats.LabelPermutations
import pva.stats.LatentScores
import pva.stats.MaxT
import pva.stats.RankBy
import pva.stats.ScoreSummary
import pva.stats.Scoring
import pva.tensor.SparseMatrix
import spock.lang.Specification

class FindingsSpec extends Specification {
  List<Boolean> labels = (0..<200).collect { it < 100 }
  List<Integer> written = (0..<200).collect { 10 + it % 7 }
  List<Integer> lastPrompt = (0..<200).collect { it % 5 }
  List<Map<Integer, Number>> rows = (0..<200).collect { [:] as TreeMap }
  boolean addsBos = true
  Position position = Position.FINAL
  List<String> notes = []
  double positionFvu = 0.11d
  Optional<Detections> detections = Optional.empty()

  Findings findings(int latents = 4) {
    Dataset data = new Dataset(Path.of('data.jsonl'), 'sha', ['task_id'], (0..<labels.size()).collect {
      new Row("$it", 'p', 'code', labels[it], OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), Optional.empty())
    }, [])
    SparseMatrix.Builder acts = SparseMatrix.builder(latents)
    rows.each { row ->
      row.each { latent, value -> acts.add(latent, value as float) }
      acts.endRow()
    }
    SparseMatrix sparse = acts.build()
    boolean[] kept = new boolean[latents]
    Arrays.fill(kept, true)
    LatentScores scores = Scoring.score(sparse, data.labels(), Column.scored(), kept, 1)
    LabelPermutations deals = LabelPermutations.ofTasks(data.labels(), data.taskIds())
    scores = scores.with(Column.P_MAXT, MaxT.of(sparse, deals, kept, 1000, 1, 1, pva.base.Progress.NONE).adjusted())
    LatentIndex index = LatentIndex.of(4, latents)
    ScoreSummary summary = ScoreSummary.of(scores.column(Column.SEPARATION), 20)
    ScoreResult score = new ScoreResult(LatentTable.of(scores, RankBy.COHENS_D.order(scores, kept), kept, Optional.of(index), Optional.empty()),
        index, summary, summary, summary.topIndices(), deals.arrangements(), 3.1d, 0, 0, 0)
    Fit.At at = new Fit.At(1000, 0.1d, 30d, 0.95d)
    Fit fit = new Fit(4, at, [], OptionalDouble.empty(), new Fit.Verdict(true, 'it fits', OptionalInt.empty()))
    RowTokens tokens = new RowTokens(addsBos, written.collect { it + 5 } as int[], ([5] * labels.size()) as int[], lastPrompt as int[])
    AnalysisSpec spec = AnalysisSpec.of(Path.of('s.groovy'), '').layer(4).position(position).build()
    Inputs inputs = new Inputs(spec, [new LayerSae(4, Optional.empty(), Pairing.MATCHED)], Optional.of(data), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), [], notes)
    Study study = Study.of(data, sparse, index, tokens)
    FitResult measured = new FitResult(fit, new Fit.At(200, positionFvu, 30d, 0.9d))
    return Findings.of(inputs, new Results([measured], measured, study, study, Optional.empty(), Optional.empty(),
        score, Path.of('.'), detections, Optional.empty(), Optional.empty(), Path.of('.')))
  }

  def 'chance is called chance'() {
    given: 'activations that know nothing of the labels'
    rows.eachWithIndex { row, i -> row[i % 4] = 1 + (i % 9) as float }

    when:
    Findings f = findings()

    then:
    f.headline() ==~ /Weak: latent \d \(Cohen's d \S+, AUROC \S+, family-wise p \S+\), the best of 4 latents, is no better than what chance alone lifts to the top\./
    f.paragraphs()[1].endsWith(': nothing here needs an explanation beyond chance.')
    f.warnings() == []
  }

  def 'a real but small difference is called too small'() {
    given: 'a latent that fires on 15 of 100 correct rows and on no other'
    (0..<15).each { rows[it][2] = 3f + it }

    when:
    Findings f = findings()

    then:
    f.headline().startsWith("Weak: latent 2 (Cohen's d ")
    f.headline().endsWith(', the best of 4 latents, differs more than chance explains, but far too little to tell correct code from incorrect code.')
    f.paragraphs()[0].contains('It fires on 15 of 100 correct and 0 of 100 incorrect rows.')
  }

  def 'a strong difference is reported with its direction and its reservation'() {
    given:
    (100..<200).each { rows[it][1] = 3f + it % 7 }

    when:
    Findings f = findings()

    then:
    f.headline().startsWith("Of 4 latents, latent 1 (Cohen's d -")
    f.paragraphs()[0].startsWith("Latent 1 is more active on incorrect rows: Cohen's d -")
    f.paragraphs()[0].endsWith('an incorrect and a correct row, it puts the incorrect one higher 100 % of the time; guessing does so 50 % of the time.')
    f.paragraphs()[2] == 'The latent was chosen and measured on the same rows, so d, its interval and the AUROC are too good; only new rows can tell by how much. A line such as `split byTask()` in the script sets some aside.'
  }

  def 'silence everywhere is no finding'() {
    expect:
    findings().headline() == 'No latent that was kept differs between correct and incorrect rows.'
    findings().paragraphs() == []
  }

  def 'a trap that is there is warned of: #warning'() {
    given:
    (0..<100).each { rows[it][0] = 1f + it % 3 }
    trap.call(this)

    expect:
    findings().warnings() == [warning]

    where:
    trap | warning
    ({ it.addsBos = false }) |
        'This tokenizer puts no BOS in front, so the first token of a text is the attention sink; it was left out of fit and rates.'
    ({ it.position = Position.LAST_PROMPT; it.lastPrompt = [7] * 200 }) |
        'The last prompt token is the same in every row, so the residual there says little about the task.'
    ({ it.notes = ['there is no dictionary of layer 4: taking that of layer 5'] }) | 'there is no dictionary of layer 4: taking that of layer 5'
    ({ it.positionFvu = 0.3d }) |
        'The dictionary describes the tokens that stand for the rows worse than tokens at large: FVU 0.300 against 0.100. They are a narrow, unusual sample.'
    ({ it.written = (0..<200).collect { n -> n < 30 ? 160 : 10 + n % 50 } }) |
        '30 of 200 answers end at the same length of about 160 tokens: they were cut off there, and a latent may tell "cut off" from "stopped" instead of right from wrong.'
    ({ it.rows[0][2] = 5f; it.rows[1][3] = 7f }) |
        '2 of the top 4 latents share their score exactly with another (as latents do that fire on one row only); their order is that of their numbers and means nothing.'
  }

  def 'few correct rows, a latent that hangs on a few of them, and a length that knows more'() {
    given:
    labels = (0..<200).collect { it < 20 }
    written = labels.collect { it ? 5 : 20 }
    (0..<4).each { rows[it][3] = 2f + it }

    expect:
    findings().warnings() == [
        'Only 20 of 200 rows are correct: a latent that fires on a few of them can top the list.',
        'The best latent, 3, fires on only 4 correct rows: its score hangs on each of them.',
        'The length of the answer in tokens alone tells correct from incorrect better than the best latent: AUROC 1.00 (shorter answers are more often correct) against 0.600. '
            + 'A latent may only follow length.']
  }
}
