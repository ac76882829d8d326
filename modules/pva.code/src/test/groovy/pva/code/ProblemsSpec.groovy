package pva.code

import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import pva.data.Column
import pva.data.Table
import pva.data.TableFiles
import spock.lang.Specification
import spock.lang.TempDir

class ProblemsSpec extends Specification {
  @TempDir Path folder

  private Path file(String text) {
    Files.writeString(folder.resolve('problems.jsonl'), text)
  }

  def 'MBPP, whole and sanitized, and HumanEval are known by their columns'() {
    expect:
    Problems.open(file(line)) == [problem]

    where:
    line << [
        '{"text": "Square.", "code": "def f(x): return x*x", "task_id": 7, "test_setup_code": "", "test_list": ["assert f(2) == 4"], "challenge_test_list": []}',
        '{"prompt": "Square.", "code": "c", "task_id": 7, "source_file": "s", "test_imports": ["import math"], "test_list": ["assert f(2) == 4"]}',
        '{"task_id": "HumanEval/0", "prompt": "def f(x):\\n", "entry_point": "f", "canonical_solution": "    return x*x\\n", "test": "def check(c):\\n    assert c(2) == 4"}']
    problem << [
        new Problem('7', 'Square.', Optional.of('def f(x): return x*x'), ['assert f(2) == 4'], '', Optional.empty()),
        new Problem('7', 'Square.', Optional.of('c'), ['assert f(2) == 4'], 'import math', Optional.empty()),
        new Problem('HumanEval/0', 'def f(x):\n', Optional.of('    return x*x\n'), ['def check(c):\n    assert c(2) == 4\ncheck(f)\n'], '', Optional.of('def f(x):\n'))]
  }

  def 'problems come from Parquet too'() {
    given:
    Path parquet = folder.resolve('problems.parquet')
    TableFiles.write(Table.of(new Column.Longs('task_id', [3] as long[]), new Column.Texts('text', 'T' as String[]),
        new Column.TextLists('test_list', [['assert f(1)', 'assert f(2)']])), parquet)

    expect:
    Problems.open(parquet)*.tests() == [['assert f(1)', 'assert f(2)']]
  }

  def 'a helper that HumanEval gives complete belongs to the tests, so that an answer cannot replace it'() {
    given:
    def problem = Problems.open(file('{"task_id": "H/1", "prompt": "def poly(x):\\n    return x - 2\\n\\ndef zero():\\n    \\"\\"\\"Its zero.\\"\\"\\"\\n", ' +
        '"entry_point": "zero", "test": "def check(candidate):\\n    assert abs(poly(candidate())) < 1e-6\\n"}'))[0]
    def judge = Judges.at(Isolation.NAMESPACES)

    expect:
    judge.judge(problem.solution(problem.header().get(), '    return 2\n')).correct()
    judge.judge(problem.solution(problem.header().get(), '    return 3\n\ndef poly(x):\n    return 0\n')).errorType().get() == 'AssertionError'

    cleanup:
    judge.close()
  }

  def 'a file that holds no problems is refused: #code'() {
    when:
    Problems.open(file(text))

    then:
    PvaException e = thrown()
    [e.code(), e.message] == [code, message]

    where:
    text                                                             | code           | message
    '{"a": 1, "b": 2}'                                               | 'PVA-CODE-004' | 'these are no problems: the columns are a, b'
    '{"task_id": 1, "text": "T", "test_list": []}'                   | 'PVA-CODE-005' | 'problem 1 has no test'
    '{"task_id": 1, "text": "T", "test_list": ["x"]}\n' * 2          | 'PVA-CODE-007' | 'the task_id 1 stands there twice'
    '{"task_id": 1, "text": "T", "test_list": [1]}'                  | 'PVA-DATA-010' | '`test_list` is of type list in line 1, but a list of texts is needed'
  }

  def 'the prompt #name'() {
    given:
    def problems = (1..5).collect { new Problem("$it", "Task {tests} $it.", Optional.of("def f$it(x): return $it".toString()),
        ["assert set(f$it(1)) == 1", "assert f$it(2) == 2"]*.toString(), '', Optional.empty()) }

    expect:
    PromptTemplate.of(name).prompt(problems[0], problems) == prompt as String

    where:
    name                  || prompt
    'solution'            || 'Task {tests} 1.\n\nassert set(f1(1)) == 1\nassert f1(2) == 2\n\n# Solution:\n'
    'notebook'            || 'Task {tests} 1.\n\nassert set(f1(1)) == 1\nassert f1(2) == 2\n\n# Solution:'
    'header'              || 'Task {tests} 1.\n\nassert set(f1(1)) == 1\nassert f1(2) == 2\n\n# Solution:\ndef f1('
    '# {text} {function}' || '# Task {tests} 1. f1'
    'few-shot'            || (2..4).collect { "Task {tests} $it.\n\nassert set(f$it(1)) == 1\nassert f$it(2) == 2\n\n# Solution:\ndef f$it(x): return $it\n\n".toString() }.join() +
        'Task {tests} 1.\n\nassert set(f1(1)) == 1\nassert f1(2) == 2\n\n# Solution:\n'
  }

  def 'a prompt is told apart in the task, its tests and the rest'() {
    given:
    def problems = (1..4).collect { new Problem("$it", "Task {tests} $it.", Optional.of('c'), ["assert f$it(1)"]*.toString(), '', Optional.empty()) }

    expect:
    PromptTemplate.of(name).pieces(problems[0], problems).collect { [it.part().name(), it.text()] } == pieces

    where:
    name                          || pieces
    'notebook'                    || [['TEXT', 'Task {tests} 1.'], ['OTHER', '\n\n'], ['TESTS', 'assert f1(1)'], ['OTHER', '\n\n# Solution:']]
    '{text}\n{header}{function}'  || [['TEXT', 'Task {tests} 1.'], ['OTHER', '\n'], ['OTHER', 'def f1('], ['OTHER', 'f1']]
    'few-shot'                    || [['OTHER', (2..4).collect { "Task {tests} $it.\n\nassert f$it(1)\n\n# Solution:\nc\n\n".toString() }.join()],
        ['TEXT', 'Task {tests} 1.'], ['OTHER', '\n\n'], ['TESTS', 'assert f1(1)'], ['OTHER', '\n\n# Solution:\n']]
  }

  def 'a problem with a header is prompted by it, and no test is shown'() {
    given:
    def problem = new Problem('H/0', 'def f(x):\n', Optional.empty(), ['check(f)'], '', Optional.of('def f(x):\n'))

    expect:
    PromptTemplate.HEADER.prompt(problem, []) == 'def f(x):\n'
    PromptTemplate.SOLUTION.prompt(problem, []) == 'def f(x):\n\n\n# Solution:\n'
    problem.function() == 'f'
  }

  def 'the function asked for is the first that the tests call: #test'() {
    expect:
    new Problem('1', 'T', Optional.empty(), [test], '', Optional.empty()).function() == name

    where:
    test                                           || name
    'assert f(1) == 2'                             || 'f'
    'assert (max_height(root)) == 3'               || 'max_height'
    'assert set(pick((1, 2))) == set((1, 2))'      || 'pick'
    'assert sum(10, 15) == 6'                      || 'sum'
    'assert math.isclose(area(4), 2.0)'            || 'area'
  }

  def 'an unknown prompt is refused with those there are'() {
    when:
    PromptTemplate.of('heder')

    then:
    PvaException e = thrown()
    [e.code(), e.message, e.help()] == ['PVA-CODE-008', 'there is no prompt `heder`',
        ['the prompts are solution, notebook, header, few-shot, chat, or a text of your own with {text}, {tests}, {function}, {header}']]
  }
}
