package pva.analysis.steer
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.TinyWorld
import pva.analysis.spec.DirectionSpec
import pva.analysis.spec.DoseSpec
import pva.analysis.spec.GateSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.SaeSpec
import pva.analysis.spec.SteerSpec
import pva.base.Progress
import pva.base.PvaException
import pva.data.Hub
import pva.model.BatchPlan
import pva.model.Extractor
import pva.model.Position
import pva.model.ResidualModel
import pva.model.TokenizedText
import pva.model.Tokenizer
import pva.model.Tokens
import pva.stats.Split
import pva.tensor.DType
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SparseMatrix
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Directions and their controls on the embedded model, whose tasks are called right or wrong by their kind. */
class DirectionStepSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  Path script
  @Shared @AutoCleanup
  ResidualModel model
  @Shared @AutoCleanup
  Tokenizer tokenizer
  @Shared
  List<float[]> last = []
  @Shared
  Split split

  def setupSpec() {
    script = Files.writeString(folder.resolve('s.groovy'), 'steer { }\n')
    inputs(DirectionSpec.of(DirectionSpec.Kind.RANDOM)).withCloseable { SteerInputs some ->
      model = ResidualModel.load(some.model(), 4, DType.F32, Device.pick(DeviceChoice.parse('cpu')), Progress.NONE)
      tokenizer = Tokenizer.open(some.model().folder())
      split = Split.byTask(some.tasks().collect { it.prompt().contains('string') } as boolean[], some.tasks()*.id(), 0.4, 0.3, 0.3, 1)
      def prompts = some.tasks().collect { tokenizer.encode(it.prompt()) }
      def firing = PromptFiring.of(prompts, 4, model, tokenizer, Optional.empty(), 0f, Progress.NONE)
      last = (0..<prompts.size()).collect { float[] row = new float[128]; firing.last().read(it, 1, row, 0); row }
    }
  }

  SteerInputs inputs(DirectionSpec direction, DoseSpec dose = DoseSpec.ablation()) {
    SteerInputs.find(SteerSpec.of(script, 'steer { }\n').problems(TinyWorld.TINY.resolve('tasks.jsonl').toString()).tasks(60)
        .model(ModelSpec.of(TinyWorld.TINY.resolve('model').toString())).device(DeviceChoice.parse('cpu')).layer(4).dose(dose)
        .sae(SaeSpec.at(TinyWorld.TINY.resolve('sae').toString())).direction(direction).build(), Hub.standard()).complete()
  }

  Directions find(DirectionSpec direction, DoseSpec dose = DoseSpec.ablation()) {
    inputs(direction, dose).withCloseable { SteerInputs all ->
      all.found().first().sae().encoder(Device.pick(DeviceChoice.parse('cpu'))).withCloseable {
        new DirectionStep(all, Optional.of(it)).find(all.tasks(), split, model, tokenizer, Progress.NONE)
      }
    }
  }

  def 'matched latents fire about as often and as strongly, and every direction has length 1'() {
    when:
    def found = find(DirectionSpec.latent(583))

    then:
    found.studied().name() == 'latent 583'
    found.controls().count { it.arm() == Arm.Kind.LATENT } == 20
    found.controls().count { it.arm() == Arm.Kind.RANDOM } == 20
    found.all().every { Math.abs(Direction.dot(it.vector(), it.vector()) - 1) < 1e-5 }
    found.controls().findAll { it.arm() == Arm.Kind.LATENT }.every {
      it.frequency() > found.studied().frequency() / 3 && it.frequency() < found.studied().frequency() * 3 &&
          it.activation() > found.studied().activation() / 3 && it.activation() < found.studied().activation() * 3 && Math.abs(it.cosine()) < 0.7
    }

    and: 'they are read back as they were'
    Path files = Files.createDirectories(folder.resolve('written'))
    found.write(files)
    def again = Directions.read(files)
    again.studied().vector() == found.studied().vector()
    again.controls()*.name() == found.controls()*.name()
    again.controls()*.cosine() == found.controls()*.cosine()
  }

  def 'the difference of means is that of the select tasks alone'() {
    given:
    int[] rows = split.select().rows()
    boolean[] correct = split.select().correct()
    def mean = { boolean which -> (0..<128).collect { j ->
      def some = (0..<rows.length).findAll { correct[it] == which }
      some.sum { last[rows[it]][j] as double } / some.size()
    } }
    def right = mean.call(true)
    def wrong = mean.call(false)
    double length = Math.sqrt((0..<128).sum { (right[it] - wrong[it])**2 } as double)

    expect:
    def vector = find(DirectionSpec.of(DirectionSpec.Kind.DIFFERENCE_OF_MEANS)).studied().vector()
    (0..<128).every { Math.abs(vector[it] - (right[it] - wrong[it]) / length) < 1e-5 }
  }

  def 'the best latent points towards correct tasks, and the probe tells the select tasks apart'() {
    when:
    def best = find(DirectionSpec.of(DirectionSpec.Kind.BEST_LATENT))
    def probe = find(DirectionSpec.of(DirectionSpec.Kind.PROBE))

    then: 'whichever sign the latent has, its direction is named by it'
    best.studied().name() ==~ /(against )?latent \d+/
    best.how().startsWith('the latent with the largest Cohen\'s d (')
    best.studied().name().startsWith('against') == best.how().contains('(-')

    and:
    int[] rows = split.select().rows()
    def along = rows.collect { Direction.dot(last[it], probe.studied().vector()) }
    def groups = (0..<rows.length).groupBy { split.select().correct()[it] }
    groups[true].sum { along[it] } / groups[true].size() > groups[false].sum { along[it] } / groups[false].size()
    probe.studied().name() == 'the probe'
  }

  def 'a latent beyond the dictionary is refused'() {
    when:
    find(DirectionSpec.latent(1024))

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STEER-022'
    e.message == 'there is no latent 1024 in a dictionary of 1024'
  }

  def 'doses in largest activations are scaled by what the latent reaches on the select prompts'() {
    expect:
    def found = find(DirectionSpec.latent(583), new DoseSpec(DoseSpec.Unit.MAX_ACTIVATION, [1d]))
    found.maximum() > found.studied().activation()
    Double.isNaN(find(DirectionSpec.of(DirectionSpec.Kind.RANDOM)).maximum())
  }

  def 'the gate of a latent is open where the encoder says that it is more active than the limit, or less'() {
    given: 'every token of five prompts, of which the last three are taken for new'
    def all = inputs(DirectionSpec.latent(583))
    def texts = all.tasks().take(5).collect { tokenizer.encode(it.prompt()) }.collect { new TokenizedText(it, it.length - 3) }
    List<float[]> rows = texts.collect { null }
    new Extractor(model).run(texts, BatchPlan.of(texts, Position.ALL, 1000), [4] as TreeSet, Position.ALL,
        { int text, int layer, float[] values, int n -> rows[text] = values } as Extractor.Sink, Progress.NONE)
    def encoder = all.found().first().sae().encoder(Device.pick(DeviceChoice.parse('cpu')))
    def active = rows.collect { activations(encoder.encode(Matrix.of(it, 128), 0.05f, Progress.NONE), 583) }
    double limit = active.flatten().findAll { it > 0 }.sort().with { it[it.size().intdiv(2)] } - 1e-3
    def gate = { boolean above, boolean each ->
      def spec = GateSpec.latent(583, above ? OptionalDouble.of(limit) : OptionalDouble.empty(), above ? OptionalDouble.empty() : OptionalDouble.of(limit))
      GateStep.latent(each ? spec.atEachToken() : spec, all.found().first().sae(), 0.05d)
    }
    def openings = { boolean above, boolean each, Tokens which -> GateOpenings.of(gate(above, each), texts, which, model, 4, Progress.NONE) }

    expect: 'by all tokens, by the new ones, by those of the prompt'
    [(Tokens.ALL): { it }, (Tokens.NEW): { it[-3..-1] }, (Tokens.PROMPT): { it[0..-4] }].each { which, part ->
      assert openings(true, true, which).open() == active.collect { part(it).count { it > limit } }
      assert openings(false, true, which).open() == active.collect { part(it).count { it < limit } }
      assert openings(true, true, which).asked() == active.collect { part(it).size() }
    }

    and: 'or once, by the last token of the prompt'
    openings(true, false, Tokens.NEW).open() == active.collect { it[-4] > limit ? 1 : 0 }
    openings(false, false, Tokens.ALL).open() == active.collect { it[-4] < limit ? 1 : 0 }
    openings(true, false, Tokens.ALL).asked() == [1] * 5

    cleanup:
    encoder?.close()
    all?.close()
  }

  /** Of one latent, row by row. */
  private static List<Double> activations(SparseMatrix latents, int latent) {
    (0..<latents.rows()).collect { row ->
      (latents.indptr()[row]..<latents.indptr()[row + 1]).findResult { latents.indices()[(int) it] == latent ? latents.values()[(int) it] as double : null } ?: 0d
    }
  }
}
