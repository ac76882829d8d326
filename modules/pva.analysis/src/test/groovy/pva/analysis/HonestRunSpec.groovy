package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.run.RunResult
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.BaselineSpec
import pva.analysis.spec.CorrectSpec
import pva.analysis.spec.DetectSpec
import pva.analysis.spec.RowTest
import pva.analysis.spec.SplitSpec
import pva.analysis.spec.StabilitySpec
import pva.analysis.spec.TemplateSpec
import pva.analysis.spec.TestSpec
import pva.analysis.step.LatentIndex
import pva.analysis.step.RowTokens
import pva.analysis.step.Study
import pva.base.Progress
import pva.base.PvaException
import pva.data.TableFiles
import pva.stats.Column
import pva.stats.Scoring
import pva.stats.Split
import pva.tensor.SparseMatrix
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class HonestRunSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  TinyWorld world
  @Shared
  RunResult split

  static AnalysisSpec.Builder asked(TinyWorld world) {
    return world.spec().split(SplitSpec.shares(0.5d, 0.1d, 0.4d, 42)).test(new TestSpec([RowTest.WELCH] as Set, 200))
        .correct(new CorrectSpec(CorrectSpec.Method.HOLM, 0.05d)).detect(new DetectSpec([DetectSpec.Figure.F1] as Set))
        .filter(new TemplateSpec())
  }

  def setupSpec() {
    world = new TinyWorld(folder)
    split = world.run('split', asked(world).build())
  }

  def 'the table of latents is that of the rows that choose, and of no other'() {
    given:
    def data = pva.data.Datasets.open('small.jsonl', folder)
    int[] select = Split.byTask(data.labels(), data.taskIds(), 0.5d, 0.1d, 0.4d, 42).select().rows()
    Path encoded = Files.list(world.cache.root().resolve('steps/encode')).withCloseable { it.findFirst().get() }
    Study all = Study.of(data, SparseMatrix.read(encoded.resolve('latents.safetensors')), LatentIndex.of(4, 1024),
        new RowTokens(true, new int[64], new int[64], new int[64]))
    Study chosen = all.only(select)

    when:
    def table = TableFiles.readParquet(world.file('split', 'latents.parquet'))
    double[] d = Scoring.score(chosen.latents(), chosen.data().labels(), 1).column(Column.SEPARATION)

    then:
    select.length < 40
    (0..<1024).every { table.column('separation').value(it) == d[table.column('latent').value(it) as int] }
  }

  def 'the table holds the columns that were asked for'() {
    expect:
    TableFiles.readParquet(world.file('split', 'latents.parquet')).columns()*.name() == ['rank', 'latent', 'layer', 'kept', 'separation', 'cohens_d',
        'hedges_g', 'mean_correct', 'mean_incorrect', 'std_correct', 'std_incorrect', 'freq_correct', 'freq_incorrect', 'freq_diff', 'welch_t',
        'welch_df', 'welch_p', 'auroc', 'auroc_se', 'best_f1', 'best_f1_threshold', 'p_holm',
        'hedges_g_low', 'hedges_g_high', 'freq_diff_low', 'freq_diff_high',
        'auroc_low', 'auroc_high', 'point_biserial', 'strength_correct', 'strength_incorrect', 'strength_auroc', 'strength_p', 'design_effect',
        'p_maxt', 'task_z', 'task_p', 'q_bh_task', 'q_by_task', 'pile_count', 'pile_total', 'pile_rate']
    with(TableFiles.readParquet(world.file('split', 'detection.parquet'))) {
      columns()*.name().containsAll(['detector', 'auroc', 'auroc_low', 'f1', 'all_positive_f1', 'latent_less_this'])
      !has('mcc') && !has('brier')
      (0..<rows()).collect { column('detector').value(it) } == ['best_latent', 'both_lengths', 'best_latent_with_lengths', 'answer_length', 'prompt_length']
      column('rows').value(0) as int in 22..30
    }
  }

  def 'the record and the report say how the rows were split and what was found on those that report'() {
    when:
    def run = TinyWorld.json(world.file('split', 'run.json'))
    String report = Files.readString(world.file('split', 'report.html'))

    then:
    run.steps*.name == ['fit', 'extract', 'encode', 'rates', 'score', 'detect', 'draw']
    run.statistics.split == [by: 'task', select: 0.5, tune: 0.1, report: 0.4, seed: 42]
    run.statistics.permutations == 200
    run.statistics.correct == [method: 'holm', level: 0.05]
    run.detection.detectors*.id == ['best_latent', 'both_lengths', 'best_latent_with_lengths', 'answer_length', 'prompt_length']
    run.detection.detectors[0].rows == run.detection.detectors[1].rows
    run.detection.withoutSplit.auroc >= 0.5
    run.verdict == split.verdict()[0]
    report.contains('Does it hold on new rows, and does anything simpler do as well?')
    ['roc', 'precision_recall', 'risk_coverage', 'calibration', 'volcano', 'landscape', 'filter_sensitivity'].every {
      run.outputs.containsKey("figures/${it}.svg".toString())
    }
  }

  def 'the same again is all hits and the same bytes'() {
    expect:
    world.run('again', asked(world).build()).steps()*.cache().unique() == ['hit']
    world.lasting('again') == world.lasting('split')
    world.lasting('split').keySet().any { it == 'detection.csv' }
  }

  def 'over folds that are dealt twice every row reports twice'() {
    when:
    world.run('folds', asked(world).split(SplitSpec.folds(4, 2, 0.2d, 1)).build())
    def run = TinyWorld.json(world.file('folds', 'run.json'))

    then:
    run.detection.folds
    run.detection.detectors.every { it.rows == 64 }
    run.detection.detectors[0].rules.size() == 8
    run.detection.detectors.every { it.repeats == 2 }
    run.statistics.split == [by: 'task', folds: 4, repeats: 2, tune: 0.2, seed: 1]
    run.paragraphs.any { it.contains('Every row reports 2 times, once a dealing of the folds.') }
    Files.readString(world.file('folds', 'report.html')).contains('4 folds of whole tasks, dealt 2 times, seed 1: ')
    run.statistics.choosingRows == 64
  }

  def 'every baseline is measured on the rows of the latent, and the kinds of task once more on kinds never seen'() {
    given:
    Files.writeString(folder.resolve('kinds.json'), new tools.jackson.databind.json.JsonMapper().writeValueAsString(
        pva.data.Datasets.open('small.jsonl', folder).rows().withIndex().collectEntries { row, i -> [row.taskId(), "kind ${i % 8}".toString()] }))
    List<BaselineSpec> all = BaselineSpec.Kind.values().findAll { it != BaselineSpec.Kind.TEST_COUNT }.collect {
      new BaselineSpec(it, it == BaselineSpec.Kind.TASK_KIND ? Optional.of('kinds.json') : Optional.empty(),
          it == BaselineSpec.Kind.SPARSE_PROBE ? OptionalInt.of(2) : OptionalInt.empty())
    }

    when:
    world.run('compared', asked(world).compare(all).stability(new StabilitySpec(10)).build())
    def run = TinyWorld.json(world.file('compared', 'run.json'))

    then:
    run.detection.detectors*.id == ['best_latent', 'both_lengths', 'best_latent_with_lengths', 'answer_length', 'prompt_length', 'probe',
        'probe_without_lengths', 'difference_of_means', 'sparse_probe_1', 'sparse_probe_2', 'random_directions', 'random_dictionary', 'task_kind']
    run.detection.detectors*.rows.unique().size() == 1
    run.detection.unseenKinds*.id == run.detection.detectors*.id - 'task_kind'
    run.statistics.power.cohensD > 0.5
    run.stability.latents.size() == 20
    run.stability.shareInTop.every { it >= 0 && it <= 1 }
    run.stability.overlaps*.k == [1, 5, 10, 20]
    run.steps*.name.containsAll(['detect', 'stability'])
    run.outputs.containsKey('figures/stability.svg')
    Files.readString(world.file('compared', 'report.html')).contains('Stability: when the ranking is made anew')
  }

  def 'what the first dataset chose is measured on a second one unchanged, without the tasks that both hold'() {
    given: 'rows 49 to 96 of the embedded dataset, of which the first sixteen are in the first one too, under other ids'
    world.second('second.jsonl', 48, 96)

    when:
    def spec = asked(world).transfer('second.jsonl').build()
    world.run('transferred', spec)
    def run = TinyWorld.json(world.file('transferred', 'run.json'))
    def first = TinyWorld.json(world.file('split', 'run.json'))
    def table = TableFiles.readParquet(world.file('transferred', 'detection.parquet'))

    then:
    run.steps*.name == ['fit', 'extract', 'encode', 'rates', 'second extract', 'second encode', 'score', 'detect', 'draw']
    run.transfer.with { [leftOut, rows, correct + incorrect] } == [16, 48, 48]
    run.transfer.detectors*.id == first.detection.detectors*.id
    run.transfer.detectors.every { it.rows == 32 }
    run.transfer.detectors*.rules == first.detection.detectors*.rules
    run.detection.detectors == first.detection.detectors
    (0..<table.rows()).collect { table.column('second_dataset').value(it) } == [false] * 5 + [true] * 5
    run.paragraphs.any { it.startsWith('On a second dataset, 32 rows of other tasks (16 with prompts of the first left out), ') }
    run.detection.difficulty.by == "thirds of the prompt's length, as the dataset has no column `difficulty`"
    Files.readString(world.file('transferred', 'report.html')).contains('On a second dataset, second.jsonl, 32 rows')
    Verification.of(folder.resolve('transferred'), Progress.NONE).checks().any { it.what() == 'transfer' && it.state() as String == 'same' }
  }

  def 'a second dataset of nothing but known tasks is refused before any model is loaded'() {
    given:
    world.second('same.jsonl', 0, 40)

    when:
    world.run('same', asked(world).transfer('same.jsonl').build())

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-075'
    e.message == 'of the 40 rows of the second dataset 40 have prompts of the first; of the others 0 are correct and 0 incorrect'
    TinyWorld.json(world.file('same', 'run.json')).steps == []
  }

  def 'a second dataset that cannot be used is named by its word: #path'() {
    given:
    Files.writeString(folder.resolve('right.jsonl'), '{"task_id": 1, "prompt": "p", "generated_code": "c", "is_correct": true}\n')

    when:
    world.run('unusable', asked(world).transfer(path).build())

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == message
    e.word().get() == 'transfer'

    where:
    path           || code           | message
    'right.jsonl'  || 'PVA-DATA-015' | 'two groups are compared, but there are 1 correct and 0 incorrect rows'
    'gone/x.jsonl' || 'PVA-RUN-020'  | 'not on this machine: no dataset found: looked for `x.jsonl`, but the folder `gone` does not exist'
  }

  def 'a kind that is not known, and a count of tests that is not there, are named'() {
    given:
    Files.writeString(folder.resolve('kinds.json'), kinds)

    when:
    world.run('refused', asked(world).compare([baseline]).build())

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == message
    e.word().get() == 'compare'

    where:
    kinds              | baseline                                                                                                  || code          | message
    '{"1": "a"}'       | new BaselineSpec(BaselineSpec.Kind.TASK_KIND, Optional.of('kinds.json'), OptionalInt.empty())             || 'PVA-RUN-072' | 'cannot tell the kinds of tasks: task 2 has no kind'
    '{"kind": {"1":2}}' | new BaselineSpec(BaselineSpec.Kind.TASK_KIND, Optional.of('kinds.json'), OptionalInt.empty())            || 'PVA-RUN-072' | 'cannot tell the kinds of tasks: the kind of task 1 is no text'
    '{}'               | new BaselineSpec(BaselineSpec.Kind.TASK_KIND, Optional.of('none.json'), OptionalInt.empty())              || 'PVA-RUN-072' | 'cannot tell the kinds of tasks: there is no such file'
    '{}'               | BaselineSpec.of(BaselineSpec.Kind.TEST_COUNT)                                                             || 'PVA-RUN-073' | 'the solution of task 1 has no `total_tests`'
  }

  def 'a split without both kinds of row on a side fails before any model is loaded'() {
    when:
    world.run('tiny', world.spec().split(SplitSpec.shares(0.97d, 0.01d, 0.02d, 42)).build())

    then:
    PvaException e = thrown()
    e.code() == 'PVA-STAT-006'
    TinyWorld.json(world.file('tiny', 'run.json')).steps == []
  }
}
