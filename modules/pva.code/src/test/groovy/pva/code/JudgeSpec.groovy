package pva.code

import static pva.code.Judges.at
import static pva.code.Judges.program

import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.data.TableFiles
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** What tests say of honest programs is what they would say in one process: values of Python 3.11, run so. */
class JudgeSpec extends Specification {
  @Shared @AutoCleanup Judge judge = at(Isolation.NAMESPACES, 5)

  def '#what'() {
    expect:
    judge.judge(program(source, tests, setup)).errors()*.orElse(null) == errors

    where:
    what                                            | source                                                                   | tests                                                                       | setup                     || errors
    'values of all kinds come back as they are'     | 'def f(x): return x'                                                     | ["assert f((1, 2.5, None, 'a', b'b', {1: [2]}, {3}, 1j)) == (1, 2.5, None, 'a', b'b', {1: [2]}, {3}, 1j)", 'assert f(2**200) is not None and f(-2**200) == -2**200', 'assert f(float("inf")) > 1e308'] | '' || [null, null, null]
    'a float is not an int by type'                 | 'def f(x): return x'                                                     | ['assert type(f(1)) is int and type(f(1.0)) is float and f(True) is True']  | ''                        || [null]
    'a set is walked in its own order'              | 'def f(s): return tuple(s)'                                              | ['assert f({12, 13, 14, 15, 16}) == (16, 12, 13, 14, 15)', 'assert f({1, 2, 3}) == (1, 2, 3)'] | '' || [null, null]
    'errors keep their names'                       | 'def f(x): return [1][x]'                                                | ['assert f(0) == 1', 'assert f(1) == 1', 'assert f(0) == 2', 'assert g(1)', "assert f('a')"] | ''      || [null, 'IndexError', 'AssertionError', 'NameError', 'TypeError']
    'code that is not Python fails every test'      | 'def f(x)\n  return'                                                     | ['assert f(0) == 1', 'assert True']                                         | ''                        || ['SyntaxError', 'SyntaxError']
    'a wrong margin has its own name'               | 'def f(x):\n    # only words'                                            | ['assert f(0) == 1']                                                        | ''                        || ['IndentationError']
    'an argument may be changed in place'           | 'def f(v): v.sort()'                                                     | ['v = [3, 1, 2]\nf(v)\nassert v == [1, 2, 3]']                              | ''                        || [null]
    'a function may be handed over'                 | 'def f(g, x): return g(g(x))'                                            | ['assert f(lambda y: y + 1, 1) == 3', 'assert f(str.upper, "a") == "A"']    | ''                        || [null, null]
    'a generator may be walked'                     | 'def f(n):\n    for i in range(n): yield i'                              | ['assert list(f(3)) == [0, 1, 2]', 'assert f(3) == [0, 1, 2]', 'assert 2 in f(3)'] | ''                 || [null, 'AssertionError', null]
    'classes of the program are its own'            | 'class P:\n    def __init__(self, a): self.a = a\n    def __eq__(self, o): return self.a == o.a\n    def __add__(self, o): return P(self.a + o.a)\ndef f(a): return P(a)' | ['assert f(1) == P(1) and f(1) + f(2) == P(3) and f(4).a == 4', 'assert f(1) == 1', 'p = P(1)\np.a = 5\nassert p.a == 5 and isinstance(p, P)'] | '' || [null, 'AssertionError', null]
    'a named tuple is a tuple'                      | 'from collections import namedtuple\nP = namedtuple("P", "x y")\ndef f(): return P(1, 2)' | ['assert f() == (1, 2) and f().x == 1 and len(f()) == 2 and [f()] == [(1, 2)]'] | '' || [null]
    'setup makes its objects of the program\'s class' | 'class Node:\n    def __init__(self, v): self.v = v; self.left = None\ndef f(n): return n.v + n.left.v' | ['assert f(root) == 3']                | 'root = Node(1)\nroot.left = Node(2)' || [null]
    'a class of the setup is there for the program' | 'def f(n): return n.v + 1'                                               | ['assert f(Node(1)) == 2']                                                  | 'import math\nclass Node:\n    def __init__(self, v): self.v = v' || [null]
    'the setup\'s functions are the tests\' own'    | 'def close(a, b): return True\ndef f(x): return 0'                       | ['assert close(f(2), 4)']                                                   | 'def close(a, b): return abs(a - b) < 1e-6' || ['AssertionError']
    'a builtin name is Python\'s own in a test'     | 'def set(x): return 0\ndef f(x): return [1]'                             | ['assert set(f(1)) == set([2])']                                            | ''                        || ['AssertionError']
    'unless the test is about it alone'             | 'def sum(a, b): return a * b'                                            | ['assert sum(2, 3) == 6']                                                   | ''                        || [null]
    'exceptions can be expected'                    | 'class Odd(ValueError): pass\ndef f(x):\n    if x % 2: raise Odd(str(x))\n    return x' | ['try:\n    f(1)\n    assert False\nexcept Odd as e:\n    assert str(e) == "1"', 'try:\n    f(1)\n    assert False\nexcept ValueError: pass'] | '' || [null, null]
    'modules of the program serve its tests'        | 'import math\ndef f(x): return math.pi'                                  | ['assert math.isclose(f(1), 3.141592653589793)']                            | ''                        || [null]
    'state lasts from test to test'                 | 'n = 0\ndef f():\n    global n\n    n += 1\n    return n'                | ['assert f() == 1', 'assert f() == 2']                                      | ''                        || [null, null]
  }

  def 'the first reading of a program that is Python holds'() {
    expect:
    judge.judge(new Solution(['Write it.\ndef f(x): return 0', 'def f(x): return x * x'], ['assert f(2) == 4'], '')).correct()
    judge.judge(new Solution(['not (', 'nor ('], ['assert f(2) == 4'], '')).errorType().get() == 'SyntaxError'
  }

  def 'every fourth row of the embedded model is judged as recorded'() {
    given:
    def names = [none: null, name: 'NameError', assertion: 'AssertionError', syntax: 'SyntaxError']
    def file = Path.of(System.getProperty('pva.checkout'), 'examples/tiny/data/datasets/dataset_tiny_20260101_000000.parquet')
    def table = TableFiles.read(file)
    def rows = (0..<table.rows()).findAll { it % 4 == 0 }
    def cell = { String column, int row -> table.column(column).value(row) }

    when:
    def verdicts = judge.judge(rows.collect {
      new Solution(ProgramText.of(cell('prompt', it), cell('generated_code', it)), cell('test_list', it), '')
    }, Progress.NONE)

    then:
    [rows, verdicts].transpose().findAll { row, verdict ->
      verdict.correct() != cell('is_correct', row) || verdict.passed() != cell('passed_tests', row) ||
          verdict.errorType().orElse(null) != names[cell('error_type', row)]
    } == []
  }

  def 'no Python is an error that says what to do'() {
    when:
    Python.find(environment)

    then:
    def e = thrown(PvaException)
    [e.code(), e.message, e.help()] == ['PVA-CODE-001', message, [help]]

    where:
    environment                                | message                                                     | help
    [PATH: '/nowhere']                         | 'no Python was found to run the tests'                      | 'install Python 3.10 or newer, or let PVA_PYTHON name one'
    [PATH: '/usr/bin', PVA_PYTHON: '/bin/cat'] | 'PVA_PYTHON names /bin/cat, which is no Python'             | 'let PVA_PYTHON name a Python 3 interpreter'
  }
}
