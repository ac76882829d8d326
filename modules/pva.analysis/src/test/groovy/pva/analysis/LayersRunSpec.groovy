package pva.analysis

import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.input.Inputs
import pva.analysis.run.RunOptions
import pva.analysis.run.RunResult
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.BaselineSpec
import pva.analysis.spec.SaeSpec
import pva.analysis.spec.SplitSpec
import pva.analysis.spec.StabilitySpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.Table
import pva.data.TableFiles
import pva.stats.Corrections
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class LayersRunSpec extends Specification {
  /** Columns that say something of one latent alone, so no other layer may change them. */
  static final List<String> OWN = ['kept', 'separation', 'cohens_d', 'hedges_g', 'mean_correct', 'std_incorrect', 'freq_diff', 'welch_t', 'welch_df',
                                   'welch_p', 'mwu_p', 'fisher_p', 'auroc', 'auroc_se', 'best_f1', 'hedges_g_low', 'design_effect', 'task_z', 'pile_count',
                                   'pile_rate']
  @Shared @TempDir
  Path folder
  @Shared
  TinyWorld world
  @Shared
  RunResult four, both, five

  def setupSpec() {
    world = new TinyWorld(folder)
    four = world.run('four')
    both = world.run('both', world.spec().layers([5, 4]).build())
    five = world.run('five', world.spec().layer(5).build())
  }

  static Map<Integer, Map<String, Object>> byLatent(Table table, int layer) {
    (0..<table.rows()).findAll { table.column('layer').value(it) == layer }.collectEntries { row ->
      [table.column('latent').value(row), table.columns().collectEntries { [it.name(), it.value(row)] }]
    }
  }

  Table table(String run) {
    TableFiles.readParquet(world.file(run, 'latents.parquet'))
  }

  def 'a second layer costs itself alone, and each layer is found again by a run of its own'() {
    expect:
    both.steps().collect { [it.name(), it.layer().present ? it.layer().asInt : null, it.cache()] } == [['fit', 4, 'hit'], ['fit', 5, 'miss'],
        ['extract', 4, 'hit'], ['extract', 5, 'miss'], ['encode', 4, 'hit'], ['encode', 5, 'miss'], ['rates', 4, 'hit'], ['rates', 5, 'miss'],
        ['score', null, 'miss'], ['draw', null, 'miss']]
    five.steps()*.cache() == ['hit', 'hit', 'hit', 'hit', 'miss', 'miss']
  }

  def 'what is said of a latent alone is what a run of its layer says, and all latents are ranked together'() {
    given:
    Table all = table('both')

    expect:
    all.rows() == 2048
    [4: 'four', 5: 'five'].every { layer, run ->
      Map one = byLatent(table(run), layer)
      Map here = byLatent(all, layer)
      here.size() == 1024 && one.every { latent, values -> OWN.every { here[latent][it] == values[it] } }
    }

    and:
    (0..<2048).collect { all.column('rank').value(it) } == (1..2048)
    (1..<2048).every { row ->
      boolean kept = all.column('kept').value(row)
      boolean before = all.column('kept').value(row - 1)
      before && !kept || before == kept && (all.column('separation').value(row) as double) <= (all.column('separation').value(row - 1) as double)
    }
    (0..<20).collect { all.column('layer').value(it) }.unique().size() == 2
  }

  def 'every latent of every layer is a hypothesis'() {
    given:
    Table all = table('both')
    List<Map> rows = byLatent(all, 4).values() + byLatent(all, 5).values()
    Map<Integer, Map> alone = [4: byLatent(table('four'), 4), 5: byLatent(table('five'), 5)]

    expect: 'the best of two layers is by chance as good as that of either one, and no better than both together'
    rows.findAll { it.p_maxt != null }.every { row ->
      double own = alone[row.layer as int][row.latent].p_maxt as double
      (row.p_maxt as double) >= own && (row.p_maxt as double) <= 1
    }
    rows.any { it.p_maxt != null && it.p_maxt > alone[it.layer as int][it.latent].p_maxt }

    and: 'Benjamini-Hochberg over both'
    List<Map> tested = rows.findAll { it.task_p != null }
    tested.size() > alone[4].values().count { it.task_p != null }
    double[] adjusted = Corrections.benjaminiHochberg(tested.collect { it.task_p } as double[])
    (0..<tested.size()).every { Math.abs(adjusted[it] - (tested[it].q_bh_task as double)) < 1e-12 }

    and: 'the report says how many there were to choose from'
    both.verdict()[0].contains("the best of ${rows.count { it.kept }} latents of 2 layers".replaceAll(/(\d)(\d{3}) /, '$1,$2 '))
  }

  def 'the record and the report tell each layer, and the best one stands for the run'() {
    given:
    Map run = TinyWorld.json(world.file('both', 'run.json'))
    Map alone = [4: TinyWorld.json(world.file('four', 'run.json')), 5: TinyWorld.json(world.file('five', 'run.json'))]
    int best = table('both').column('layer').value(0) as int
    String page = Files.readString(world.file('both', 'report.html'))

    expect:
    run.layers*.layer == [4, 5]
    run.layers.every { it.sae == alone[it.layer].sae && it.fit == alone[it.layer].fit && it.latents == 1024 && it.best.rank >= 1 }
    run.sae == alone[best].sae
    run.fit == alone[best].fit
    run.score.summary.total_dimensions == 2048
    run.score.summary.top_layers.size() == 20
    run.score.summary.top_layers[0] == best
    run.score.summary.top_indices[0] == table('both').column('latent').value(0)
    run.steps.findAll { it.layer == 5 }*.name == ['fit', 'extract', 'encode', 'rates']
    !alone[4].containsKey('layers')
    !alone[4].steps.any { it.containsKey('layer') }
    TableFiles.readParquet(world.file('both', 'rates.parquet')).with { it.rows() == 2048 && it.columns()*.name().take(2) == ['layer', 'latent'] }

    and:
    ['Which layer?', '<td>' + best, 'residual stream after blocks 4 and 5', "$best (best)"].every { page.contains(it.toString()) }
    Files.exists(world.file('both', 'figures/layers.svg'))
    !Files.exists(world.file('four', 'figures/layers.svg'))
    Verification.of(folder.resolve('both'), Progress.NONE).with { it.unchanged() && it.checks()*.what().containsAll(['sae of layer 4', 'sae of layer 5']) }
    History.below(folder).runs().find { it.folder().fileName.toString() == 'both' }.topLayer().asInt == best
  }

  def 'one pass over all layers gives what passes over single ones give'() {
    when: 'nothing is in the cache'
    new AnalysisRun(world.spec().layers([4, 5]).build(), new RunOptions(Optional.of(folder.resolve('fresh')), false, false, Optional.empty()), world.hub,
        Progress.NONE).run()
    Map fresh = TinyWorld.json(world.file('fresh', 'run.json'))
    Map before = TinyWorld.json(world.file('both', 'run.json'))

    then: 'the fit and the counts to the byte, what is read at the last token to rounding'
    fresh.layers*.fit == before.layers*.fit
    world.lasting('fresh')['rates.parquet'] == world.lasting('both')['rates.parquet']
    [4, 5].every { layer ->
      Map there = byLatent(table('both'), layer)
      byLatent(table('fresh'), layer).every { latent, values ->
        Math.abs((values.separation as double) - (there[latent].separation as double)) < 1e-5
      }
    }
  }

  def 'one layer said as a list is that layer'() {
    when:
    RunResult same = world.run('list', world.spec().layers([4]).build())

    then:
    same.steps()*.cache().unique() == ['hit']
    world.lasting('list') == world.lasting('four')
  }

  def 'with a split the layer is chosen with the latent, and what it is held against chooses its own'() {
    when:
    RunResult run = world.run('split', world.spec().layers([4, 5]).split(SplitSpec.shares(0.5d, 0.1d, 0.4d, 42))
        .compare([BaselineSpec.of(BaselineSpec.Kind.PROBE), BaselineSpec.of(BaselineSpec.Kind.RANDOM_DICTIONARY)])
        .stability(new StabilitySpec(5)).build())
    Map record = TinyWorld.json(world.file('split', 'run.json'))
    List<Map> detectors = record.detection.detectors
    Table scores = table('split')
    int kept = (0..<2048).count { scores.column('kept').value(it) }

    then:
    detectors[0].rules[0] ==~ /latent \d+ of layer [45], (higher|lower) on correct rows/
    detectors[0].candidates == 2 * kept
    detectors.find { it.id == 'probe' }.rules[0] ==~ /logistic probe on the residuals of layer [45]/
    detectors.find { it.id == 'random_dictionary' }.candidates == 4096
    record.detection.withoutSplit.layer in [4, 5]
    record.stability.layers.size() == record.stability.latents.size()
    run.verdict()[1].contains('latents of all layers times two directions')
  }

  def 'a layer that has no dictionary is said, with what there is'() {
    when:
    world.run('missing', world.spec().layers([3, 4]).build())

    then:
    PvaException e = thrown()
    [e.code(), e.message, e.word().get()] == ['PVA-SAE-004', 'there is no dictionary of layer 3 in this folder', 'sae']
    e.help() == ['there are: layer_4/width_1k/average_l0_32, layer_5/width_1k/average_l0_31']
  }

  def 'two layers are not given the same dictionary'() {
    given:
    String one = TinyWorld.TINY.resolve('sae/layer_4/width_1k/average_l0_32').toString()

    when:
    world.run('same', world.spec().layers([4, 5]).sae(SaeSpec.at(one)).build())

    then:
    PvaException e = thrown()
    [e.code(), e.message] == ['PVA-RUN-028', 'layers 4 and 5 would be given the same dictionary']
    e.help() == ['name a folder with one sub-folder a layer, such as layer_5']
  }

  def 'the plan tells what is there of each layer, and what the activation store saves'() {
    given:
    AnalysisSpec spec = world.spec().layers([4, 5]).build()

    when: 'twelve of the rows are known, at one layer of two'
    Files.write(folder.resolve('part.jsonl'), Files.readAllLines(folder.resolve('small.jsonl')).take(40))
    def known = Planning.plan(Inputs.find(spec, world.hub), world.cache).steps()
    def part = Planning.plan(Inputs.find(world.spec().dataset('part.jsonl').layers([4, 5]).build(), world.hub), world.cache).steps()

    then:
    known.take(4).every { it.cache() == 'hit' && it.layers()*.layer() == [4, 5] && it.key().empty }
    known[0].inputs().contains('layers 4 and 5 and their neighbours')
    known[1].store().empty
    part[1].cache() == 'miss'
    part[1].store().get().with { it.texts() == 40 && it.kept() == 40 && it.left() == 0 }
    part[1].tokens().asLong == 0
  }

  def 'dictionaries that are too large for one pass take turns, in the order of the layers'() {
    expect:
    LayerSteps.groups([3L, 3L, 3L, 9L, 1L, 1L], 6) == [[0, 1], [2], [3], [4, 5]]
    LayerSteps.groups([9L], 6) == [[0]]
  }
}
