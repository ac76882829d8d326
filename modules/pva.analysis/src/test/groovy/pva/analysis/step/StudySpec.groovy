package pva.analysis.step
import java.nio.file.Path
import pva.analysis.spec.FilterSpec
import pva.analysis.spec.HighNormSpec
import pva.analysis.spec.TemplateSpec
import pva.data.Dataset
import pva.data.Row
import pva.sae.FiringRates
import pva.tensor.Matrix
import pva.tensor.SparseMatrix
import spock.lang.Specification

class StudySpec extends Specification {
  static Study study(List<Map<Integer, Number>> rows, int latents, Closure<String> task = { "t$it" }) {
    SparseMatrix.Builder acts = SparseMatrix.builder(latents)
    rows.each { row ->
      new TreeMap(row).each { latent, value -> acts.add(latent, value as float) }
      acts.endRow()
    }
    Dataset data = new Dataset(Path.of('data.jsonl'), 'sha', ['task_id'], (0..<rows.size()).collect {
      new Row(task(it) as String, 'p', 'code', it % 2 == 0, OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), Optional.empty())
    }, [])
    int[] tokens = (0..<rows.size()).collect { 10 + it }
    return Study.of(data, acts.build(), LatentIndex.of(0, latents), new RowTokens(true, tokens, ([5] * rows.size()) as int[], ([1] * rows.size()) as int[]))
  }

  def 'some of the rows keep their labels, tokens and latents, and remember where they stood'() {
    given:
    Study all = study([[0: 1], [1: 2], [0: 3, 2: 4], [:], [1: 5]], 3)

    when:
    Study some = all.only([1, 2, 4] as int[])

    then:
    some.rows() as List == [1, 2, 4]
    some.data().taskIds() == ['t1', 't2', 't4']
    some.data().labels() as List == [false, true, true]
    some.tokens().tokens() as List == [11, 12, 14]
    some.latents().indices() as List == [1, 0, 2, 1]
    some.latents().values() as List == [2f, 3f, 4f, 5f]
    some.only([0, 2] as int[]).rows() as List == [1, 4]
    some.of(Matrix.of([10, 11, 12, 13, 14] as float[], 1)).with { m ->
      float[] values = new float[3]
      m.read(0, 3, values, 0)
      values as List
    } == [11f, 12f, 14f]
  }

  def 'a row with an outsize activation is left out, one at the limit stays'() {
    given:
    Study all = study([[0: 1]] * 6, 1)
    Matrix activations = Matrix.of([1, 0, 0, 2, 1, 0, 0, -1, 8, 6, 7, 7] as float[], 2)

    expect: 'norms 1, 2, 1, 1, 10, 9.9; the median is 1.5'
    all.without(all.high(new HighNormSpec(6), activations)).rows() as List == [0, 1, 2, 3]
    all.without(all.high(new HighNormSpec(6.65d), activations)).rows() as List == [0, 1, 2, 3, 5]
    all.without(all.high(new HighNormSpec(7), activations)).is(all)
  }

  def 'filters drop what fires on text, on every row and on none, each counted once'() {
    given: 'latent 0 fires on all four rows, 1 on three, 2 on one, 3 on none, 4 on all and on text'
    Study all = study([[0: 1, 1: 1, 2: 1, 4: 1], [0: 1, 1: 1, 4: 1], [0: 1, 1: 1, 4: 1], [0: 2, 4: 1]], 5)
    Optional<FiringRates> rates = Optional.of(new FiringRates(5, 100, [0, 2, 3, 0, 50] as long[]))

    expect:
    with(Filters.of(all.latents(), rates, Optional.of(FilterSpec.pile(0.02d)), Optional.of(new TemplateSpec()))) {
      kept() as List == [false, true, false, false, false]
      [onText(), always(), never()] == [2, 1, 1]
    }
    Filters.of(all.latents(), Optional.empty(), Optional.of(FilterSpec.pile(0.02d)), Optional.empty()).kept() as List == [true] * 5
  }
}
