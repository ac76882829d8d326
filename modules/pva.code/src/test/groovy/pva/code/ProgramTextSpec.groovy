package pva.code

import spock.lang.Specification

class ProgramTextSpec extends Specification {
  static final TESTS = 'Square it.\n\nassert f(2) == 4\n\n'

  def 'the program of #what'() {
    expect:
    ProgramText.of(prompt, answer) == program

    where:
    what                                    | prompt                                                     | answer                                             || program
    'a prompt that ends with the mark'      | TESTS + '# Solution:\n'                                    | 'def f(x): return x'                               || ['def f(x): return x']
    'a mark without its line feed'          | TESTS + '# Solution:'                                      | '\ndef f(x): return x'                             || ['\ndef f(x): return x']
    'a prompt that begins the function'     | TESTS + '# Solution:\ndef f('                              | 'x): return x'                                     || ['def f(x): return x']
    'a prompt with solved examples'         | 'A.\n\n# Solution:\ndef a(): 1\n\nB.\n\n# Solution:\n'     | 'def f(x): return x'                               || ['def f(x): return x']
    'an unfinished function, as HumanEval'  | 'import math\n\ndef f(x):\n    """Square."""\n'            | '    return x'                                     || ['import math\n\ndef f(x):\n    """Square."""\n    return x', '    return x']
    'words and no mark'                     | 'Square it.\n'                                             | 'def f(x): return x'                               || ['def f(x): return x']
    'an answer with fenced code'            | 'Square it.\n'                                             | 'Here:\n```python\ndef f(x): return x\n```\nDone.' || ['def f(x): return x\n']
    'a fence the prompt has opened'         | 'Square it.\n```python\n'                                  | 'def f(x): return x\n```\nDone.'                   || ['def f(x): return x\n']
    'a fence opened before a header'        | 'Square it.\n```python\ndef f('                            | 'x): return x'                                     || ['def f(x): return x']
  }
}
