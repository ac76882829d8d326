package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.run.RunOptions
import pva.analysis.run.RunResult
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.FilterSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.Pairing
import pva.analysis.spec.SaeSpec
import pva.analysis.text.Folders
import pva.base.Progress
import pva.base.PvaException
import pva.data.Datasets
import pva.data.TableFiles
import pva.tensor.SafetensorsFile
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class RunSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  TinyWorld world
  @Shared
  RunResult first

  def setupSpec() {
    world = new TinyWorld(folder)
    first = world.run('first')
  }

  def 'the scores are those of the reference activations'() {
    given: 'the notebook\'s score of the published activations, straight from its definition'
    boolean[] labels = Datasets.open('small.jsonl', folder).labels()
    double[] expected = new double[1024]
    SafetensorsFile.open(TinyWorld.TINY.resolve('expected/reference.safetensors')).withCloseable { file ->
      float[] acts = file.vector('layer_4.sae_acts_cut_0_05.final_token')
      expected = (0..<1024).collect { j -> separation((0..<64).findAll { labels[it] }.collect { acts[it * 1024 + j] as double },
          (0..<64).findAll { !labels[it] }.collect { acts[it * 1024 + j] as double }) } as double[]
    }

    when:
    def table = TableFiles.readParquet(world.file('first', 'latents.parquet'))

    then:
    table.rows() == 1024
    (0..<1024).every { row ->
      double want = expected[table.column('latent').value(row) as int]
      Math.abs((table.column('separation').value(row) as double) - want) <= 1e-4 * want + 1e-9
    }

    and: 'in rank order, latents that were kept first'
    (1..<1024).every { row ->
      boolean kept = table.column('kept').value(row)
      boolean before = table.column('kept').value(row - 1)
      before && !kept || before == kept && (table.column('separation').value(row) as double) <= (table.column('separation').value(row - 1) as double)
    }
    table.columns()*.name() == ['rank', 'latent', 'layer', 'kept', 'separation', 'cohens_d', 'hedges_g', 'mean_correct', 'mean_incorrect',
        'std_correct', 'std_incorrect', 'freq_correct', 'freq_incorrect', 'freq_diff', 'welch_t', 'welch_df', 'welch_p', 'mwu_u', 'mwu_p', 'fisher_p',
        'auroc', 'auroc_se', 'average_precision', 'best_f1', 'best_f1_threshold', 'mcc_at_best_f1', 'q_bh', 'q_by', 'p_holm', 'p_bonferroni',
        'hedges_g_low', 'hedges_g_high', 'freq_diff_low', 'freq_diff_high',
        'auroc_low', 'auroc_high', 'point_biserial', 'strength_correct', 'strength_incorrect', 'strength_auroc', 'strength_p', 'design_effect',
        'p_maxt', 'task_z', 'task_p', 'q_bh_task', 'q_by_task', 'pile_count', 'pile_total', 'pile_rate']
  }

  static double separation(List<Double> a, List<Double> b) {
    double ma = a.sum() / a.size()
    double mb = b.sum() / b.size()
    double sa = Math.sqrt(a.collect { (it - ma)**2 }.sum() / (a.size() - 1)) + 1e-8
    double sb = Math.sqrt(b.collect { (it - mb)**2 }.sum() / (b.size() - 1)) + 1e-8
    return Math.abs(ma - mb) / Math.sqrt(((a.size() - 1) * sa * sa + (b.size() - 1) * sb * sb) / (a.size() + b.size() - 2))
  }

  def 'the record says what was asked, of what, and what came out'() {
    when:
    def run = TinyWorld.json(world.file('first', 'run.json'))

    then:
    run.schema == 1
    run.status == 'done'
    run.started ==~ /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/
    run.seconds > 0
    run.script.path == world.script.toString()
    run.dataset.rows == 64
    run.dataset.correct + run.dataset.incorrect == 64
    [run.model.architecture, run.model.layers, run.model.hidden, run.model.dtype, run.model.device] == ['gemma2', 6, 128, 'float32', 'cpu']
    [run.sae.format, run.sae.architecture, run.sae.dIn, run.sae.dSae, run.sae.layer, run.sae.hook] ==
        ['gemma_scope', 'jumprelu', 128, 1024, 4, 'blocks.4.hook_resid_post']
    Math.abs(run.fit.fvu - 0.10) < 0.03
    run.fit.declaredL0 == 32
    run.fit.neighbours*.layer == [3, 5]
    run.fit.neighbours.every { it.fvu > run.fit.fvu }
    run.fit.verdict.startsWith('the dictionary fits layer 4: ')
    run.score.name == 'cohensD'
    run.score.summary.keySet() == ['top_indices', 'top_scores', 'total_dimensions', 'mean_separation', 'std_separation', 'max_separation'] as Set
    run.score.unfiltered.top_indices.size() == 20
    run.filter.name == 'pile'
    run.filter.threshold == 0.02
    run.filter.tokens > 1000
    run.filter.filtered > 0
    run.steps*.name == ['fit', 'extract', 'encode', 'rates', 'score', 'draw']
    run.steps.every { it.cache == 'miss' && it.key ==~ /[0-9a-f]{64}/ }
    run.environment.keySet().containsAll(['pva', 'java', 'os', 'cpu', 'threads', 'device', 'libraries'])
    run.outputs.keySet().containsAll(['latents.parquet', 'latents.csv', 'rates.parquet', 'report.html', 'log.txt', 'script.groovy', 'figures/fit.svg'])
    run.outputs.keySet().findAll { it.startsWith('figures/') }.size() >= 4
    first.verdict()[0].startsWith('Weak: ')
    Files.readString(world.file('first', 'report.html')).contains('Weak: ')
  }

  def 'the same again is all hits and the same bytes'() {
    when:
    RunResult again = world.run('again')

    then:
    again.steps()*.cache().unique() == ['hit']
    world.lasting('again') == world.lasting('first')
    world.lasting('first').size() >= 8
  }

  def 'without the cache it computes the same bytes and leaves nothing'() {
    when:
    RunResult fresh = new AnalysisRun(world.spec().build(), new RunOptions(Optional.of(folder.resolve('fresh')), false, false, Optional.empty()),
        world.hub, Progress.NONE).run()

    then:
    fresh.steps()*.cache().unique() == ['miss']
    world.lasting('fresh') == world.lasting('first')
  }

  def 'a damaged cache entry is computed again, to the same bytes'() {
    given:
    Path rates = Files.list(world.cache.root().resolve('steps/rates')).withCloseable { it.findFirst().get() }
    Files.write(rates.resolve('rates.parquet'), Arrays.copyOf(Files.readAllBytes(rates.resolve('rates.parquet')), 100))

    when:
    RunResult again = world.run('mended')

    then:
    again.steps().findAll { it.cache() == 'miss' }*.name() == ['rates']
    world.lasting('mended') == world.lasting('first')
  }

  def 'a run that is stopped anywhere goes on and ends with the same bytes'() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    Random random = new Random(seed)
    TinyWorld other = new TinyWorld(Files.createDirectories(folder.resolve('stopped')))
    AnalysisSpec spec = other.spec().build()
    int stops = 0
    boolean done = false

    when:
    for (int attempt = 0; attempt < 30 && !done; attempt++) {
      try {
        other.run('run', spec, new Killing(attempt < 6 ? random.nextInt(40) : Integer.MAX_VALUE))
        done = true
      } catch (Killed e) {
        stops++
      }
    }

    then:
    done
    stops > 0
    other.lasting('run') == world.lasting('first')
    !Files.walk(other.cache.root()).withCloseable { it.anyMatch { p -> p.fileName.toString() =~ /\.(partial|tmp|lock)$/ } }
  }

  def 'a run that was stopped finds its finished steps again'() {
    given:
    TinyWorld other = new TinyWorld(Files.createDirectories(folder.resolve('halfway')))

    when:
    other.run('run', other.spec().build(), new Killing('count firing on general text'))

    then:
    thrown(Killed)
    TinyWorld.json(other.file('run', 'run.json')).status == 'running'
    !Files.exists(other.file('run', 'latents.csv'))

    when:
    RunResult rest = other.run('run')

    then:
    rest.steps()*.cache() == ['hit', 'hit', 'hit', 'miss', 'miss', 'miss']
    other.lasting('run') == world.lasting('first')
  }

  def 'a run that fails for a reason nobody thought of says so in its record'() {
    when:
    world.run('broken', world.spec().threshold(0.25d).build(), { String what, long total, String unit ->
      throw new IllegalStateException('nobody thought of this')
    } as Progress)

    then:
    thrown(IllegalStateException)
    def run = TinyWorld.json(world.file('broken', 'run.json'))
    run.status == 'failed'
    run.error.message == 'java.lang.IllegalStateException: nobody thought of this'
  }

  def 'the dictionary of another layer is stopped, and the message names the layer that fits'() {
    when:
    world.run('wrong', world.spec().layer(layer).sae(SaeSpec.at(TinyWorld.TINY.resolve(sae).toString())).build())

    then:
    PvaException e = thrown()
    e.code() == 'PVA-FIT-001'
    e.exitCode() == 1
    e.message ==~ message
    e.word().get() == 'sae'
    e.help() == ['--force goes on all the same and says so in every output']
    def run = TinyWorld.json(world.file('wrong', 'run.json'))
    run.status == 'failed'
    run.error.code == 'PVA-FIT-001'
    !run.fit.fits
    run.steps*.name == ['fit']
    Folders.files(folder.resolve('wrong')) == ['log.txt', 'run.json', 'script.groovy']

    where:
    layer | sae           || message
    3     | 'sae/layer_4' || /the dictionary does not fit layer 3: the layer that fits is 4 \(FVU 0\.1\d+ there, 0\.2\d+ here\)/
    4     | 'sae/layer_5' || /the dictionary does not fit layer 4: the layer that fits is 5 \(FVU 0\.1\d+ there, 0\.[12]\d+ here\)/
  }

  def 'a forced run says so in every output'() {
    when:
    RunResult forced = world.run('forced', world.spec().layer(3).sae(SaeSpec.at(TinyWorld.TINY.resolve('sae/layer_4').toString())).build(),
        Progress.NONE, true)

    then:
    forced.warnings()[0].startsWith('The dictionary does not fit and the run was forced to go on: the dictionary does not fit layer 3: ')
    TinyWorld.json(world.file('forced', 'run.json')).fit.forced
    Files.readString(world.file('forced', 'report.html')).contains('was forced to go on')
    Files.readString(world.file('forced', 'log.txt')).contains('note: forced to go on: ')
  }

  def 'the published pairing runs off by one, with the activations of the block before, and every output says so'() {
    given:
    SaeSpec published = new SaeSpec(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(),
        Optional.of(TinyWorld.TINY.resolve('sae/layer_4').toString()), Pairing.PUBLISHED)
    String mark = 'Published pairing, off by one as in arXiv 2510.02917: the dictionary of layer 4 is given the residual stream before block 4, '

    when:
    RunResult run = world.run('published', world.spec().sae(published).build())
    RunResult shifted = world.run('shifted', world.spec().layer(3).sae(SaeSpec.at(TinyWorld.TINY.resolve('sae/layer_4').toString())).build(),
        Progress.NONE, true)
    def record = TinyWorld.json(world.file('published', 'run.json'))
    def table = TableFiles.readParquet(world.file('published', 'latents.parquet'))
    def off = TableFiles.readParquet(world.file('shifted', 'latents.parquet'))

    then: 'latents are those of the block before, rates those of the block itself'
    (0..<1024).collectEntries { [table.column('latent').value(it), table.column('separation').value(it)] } ==
        (0..<1024).collectEntries { [off.column('latent').value(it), off.column('separation').value(it)] }
    world.lasting('published')['rates.parquet'] == world.lasting('first')['rates.parquet']

    and:
    [record.sae.pairing, record.sae.reads, record.sae.hook] == ['published', 'blocks.3.hook_resid_post', 'blocks.4.hook_resid_post']
    record.verdict.startsWith('Published pairing: ')
    record.warnings[0].startsWith(mark)
    !record.fit.fits
    !record.fit.forced
    run.verdict()[1].startsWith(mark)
    (0..<1024).every { table.column('pairing').value(it) == 'published' && table.column('layer').value(it) == 4 }
    Files.readString(world.file('published', 'log.txt')).contains('note: ' + mark)
    Files.readString(world.file('published', 'report.html')).with {
      it.contains('<p class="headline">Published pairing: ') && it.count('For reproduction only.</figcaption>') >= 4 && !it.contains('was forced to go on')
    }
    Files.list(world.file('published', 'figures')).withCloseable { it.toList() }.every { figure ->
      Files.readString(figure).with { it.contains('<title>' + mark) && it.contains('>Published pairing, off by one as in arXiv') }
    }
    !off.has('pairing')
    TinyWorld.json(world.file('first', 'run.json')).sae.pairing == 'matched'
  }

  def 'without general text the results are unfiltered, with the warning'() {
    given:
    Path elsewhere = Files.createDirectories(folder.resolve('elsewhere'))
    Files.copy(folder.resolve('small.jsonl'), elsewhere.resolve('small.jsonl'))

    when:
    RunResult bare = world.run('bare', AnalysisSpec.of(elsewhere.resolve('s.groovy'), 'x')
        .dataset('small.jsonl').model(ModelSpec.of(TinyWorld.TINY.resolve('model').toString())).layer(4)
        .sae(SaeSpec.at(TinyWorld.TINY.resolve('sae').toString())).filter(FilterSpec.pile(0.02d)).build())
    def run = TinyWorld.json(world.file('bare', 'run.json'))

    then:
    bare.steps()*.name() == ['fit', 'extract', 'encode', 'score', 'draw']
    bare.steps()*.cache() == ['hit', 'hit', 'hit', 'miss', 'miss']
    bare.warnings()[0].startsWith('rates absent, results unfiltered: no corpus was named and none was found (looked for ')
    run.filter.filtered == 0
    run.score.summary == run.score.unfiltered
    !Files.exists(world.file('bare', 'rates.parquet'))
  }
}
