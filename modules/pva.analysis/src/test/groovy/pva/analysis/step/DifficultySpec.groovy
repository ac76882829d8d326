package pva.analysis.step
import java.nio.file.Path
import pva.data.Dataset
import pva.data.Row
import pva.tensor.SparseMatrix
import spock.lang.Specification

class DifficultySpec extends Specification {
  static Study study(List<Integer> promptTokens, List<String> difficulty) {
    int n = promptTokens.size()
    List<Row> rows = (0..<n).collect {
      new Row("t$it", 'p', 'code', it % 2 == 0, OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty(), Optional.empty(),
          Optional.ofNullable(difficulty[it]))
    }
    SparseMatrix.Builder none = SparseMatrix.builder(1)
    n.times { none.endRow() }
    return Study.of(new Dataset(Path.of('data.jsonl'), 'sha', ['task_id'], rows, []), none.build(), LatentIndex.of([4], [1]),
        new RowTokens(true, ([99] * n) as int[], promptTokens as int[], ([1] * n) as int[]))
  }

  def "the dataset's own column says how hard a task is, where it says so"() {
    when:
    Difficulty difficulty = Difficulty.of(study([5, 6, 7], ['easy', null, 'hard']))

    then:
    difficulty.by() == "the dataset's own column `difficulty`"
    difficulty.of() == ['easy', null, 'hard']
  }

  def "where it has none, thirds of the prompt's length stand in for it"() {
    when:
    Difficulty difficulty = Difficulty.of(study([30, 10, 20, 11, 21, 31, 12], []))

    then: 'in order 10, 11, 12, 20, 21, 30, 31'
    difficulty.by() == "thirds of the prompt's length, as the dataset has no column `difficulty`"
    difficulty.of() == ['prompts of more than 21 tokens', 'prompts of up to 12 tokens', 'prompts of 13 to 21 tokens', 'prompts of up to 12 tokens',
        'prompts of 13 to 21 tokens', 'prompts of more than 21 tokens', 'prompts of up to 12 tokens']
  }
}
