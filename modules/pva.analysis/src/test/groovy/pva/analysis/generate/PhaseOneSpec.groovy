package pva.analysis.generate
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import pva.analysis.input.ChatTemplate
import pva.analysis.spec.GenerationSpec
import pva.analysis.spec.ModelSpec
import pva.base.Progress
import pva.base.PvaException
import pva.code.PromptTemplate
import pva.data.Table
import pva.data.TableFiles
import pva.model.Sampling
import spock.lang.Specification
import spock.lang.TempDir

/** Phase 1 on the embedded model, against the dataset that transformers wrote (examples/tiny). */
class PhaseOneSpec extends Specification {
  static final Path TINY = Path.of(System.getProperty('pva.checkout'), 'examples', 'tiny')

  @TempDir Path folder

  private GenerationSpec.Builder spec(int first, int last) {
    GenerationSpec.of(folder.resolve('generate.groovy'), '').model(ModelSpec.of(TINY.resolve('model').toString()))
        .problems(TINY.resolve('tasks.jsonl').toString()).rows(first, OptionalInt.of(last)).maxNewTokens(96).wholeFunction(false)
  }

  private static List rows(Table table, List<String> columns, int first, int last) {
    (first..last).collect { row -> columns.collect { table.column(it).value(row) } }
  }

  /** Fails when the second group is begun, as a kill would. */
  private static final Progress KILLED = { String what, long total, String unit ->
    if (what.contains('group 2/')) {
      throw new IllegalStateException('killed')
    }
    (Progress.Task) { long n -> }
  } as Progress

  def 'an interrupted generation goes on where it stopped and ends with the embedded dataset'() {
    given:
    List<String> columns = ['task_id', 'prompt', 'generated_code', 'test_list', 'is_correct', 'passed_tests', 'total_tests']
    Table known = TableFiles.read(TINY.resolve('data/datasets/dataset_tiny_20260101_000000.parquet'))

    when: 'two groups are asked for and one is finished'
    Generation.run(spec(10, 79).build(), folder, KILLED)

    then:
    thrown(IllegalStateException)
    folder.toFile().list().count { it.startsWith('.generate-') } == 1

    when: 'the kill came while a line was written'
    Path journal = folder.toFile().listFiles().find { it.name.startsWith('.generate-') }.toPath()
    Files.writeString(journal, '{"group":1,"written":[{"row":1', StandardOpenOption.APPEND)
    GenerationResult result = Generation.run(spec(10, 79).build(), folder, Progress.NONE)

    then:
    [result.rows(), result.resumed()] == [70, 64]
    rows(TableFiles.read(result.dataset()), columns, 0, 69) == rows(known, columns, 10, 79)
    result.correct() == rows(known, ['is_correct'], 10, 79).count { it == [true] }
    folder.toFile().list().every { !it.startsWith('.generate-') }
  }

  def 'samples are drawn again as they were, whatever rows stand beside them'() {
    given:
    def drawn = { int first, int last, String into ->
      TableFiles.read(Generation.run(spec(first, last).maxNewTokens(24).sampling(new Sampling(1.2, 1, 5), 3).build(), folder.resolve(into),
          Progress.NONE).dataset())
    }

    when:
    Table many = drawn(0, 5, 'many')
    Table one = drawn(4, 4, 'one')

    then:
    rows(many, ['task_id', 'generated_code', 'sample', 'seed'], 12, 14) == rows(one, ['task_id', 'generated_code', 'sample', 'seed'], 0, 2)
    rows(many, ['generated_code'], 12, 14).unique(false).size() > 1
  }

  def 'what cannot be generated is refused: #code'() {
    when:
    Generation.run(change(spec(0, 1)).build(), folder, Progress.NONE)

    then:
    PvaException e = thrown()
    [e.code(), e.message] == [code, message.replace('DIR', folder.toString())]

    where:
    change                                         || code           | message
    ({ it.problems('none.jsonl') })                || 'PVA-GEN-006'  | 'there are no problems at DIR/none.jsonl'
    ({ it.rows(1000, OptionalInt.empty()) })       || 'PVA-GEN-002'  | 'the file has rows 0 to 999, not 1000'
    ({ it.rows(3, OptionalInt.of(2)) })            || 'PVA-GEN-002'  | 'rows are counted from 0, and the last is not before the first: not 3 to 2'
    ({ it.sampling(Sampling.GREEDY, 2) })          || 'PVA-GEN-003'  | '2 samples at temperature 0 are 2 times the same text'
    ({ it.prompt(PromptTemplate.CHAT) })           || 'PVA-GEN-004'  | 'the model has no chat template'
  }

  def 'an instruct model is asked in its own template, with the answer begun'() {
    given:
    Files.writeString(folder.resolve('tokenizer_config.json'), config)

    expect:
    ChatTemplate.of(folder).around('Q') == prompt

    where: 'what apply_chat_template of transformers gives for one user message and a prompt for the answer'
    config                                                                                                                       || prompt
    '{"chat_template": "{% if loop.first %}{{ \'<|im_start|>system\\nYou help.<|im_end|>\\n\' }}{% endif %}<|im_start|>..."}'      || '<|im_start|>system\nYou help.<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n```python\n'
    '{"chat_template": "{{ bos_token }}<start_of_turn>..."}'                                                                       || '<bos><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\n```python\n'
    '{"chat_template": "<|start_header_id|>..."}'                                                                                  || '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n```python\n'
  }
}
