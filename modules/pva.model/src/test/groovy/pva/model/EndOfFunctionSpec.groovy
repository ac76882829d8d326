package pva.model

import spock.lang.Specification

class EndOfFunctionSpec extends Specification {
  static final String F = 'def f(x):\n    return x'

  def 'code ends before the first statement at the margin behind the function: #text'() {
    expect:
    kept(EndOfFunction.WHOLE, text) == kept

    where:
    text                                                    | kept
    F                                                       | null
    F + '\n'                                                | null
    F + '\n\n\n'                                            | null
    F + '\n\nprint(f(1))'                                   | F
    F + '\n\n# now\n\nassert f(1) == 1'                      | F
    F + '\n```'                                             | F
    F + '\n    # inside\n\n    y = 2\nz'                     | F + '\n    # inside\n\n    y = 2'
    'import re\n\n@cache\n' + F + '\nx'                      | 'import re\n\n@cache\n' + F
    'async ' + F + '\nx'                                    | 'async ' + F
    'def f(x): return x\ndef g'                             | 'def f(x): return x'
    'def f(\nx,\n):\n  return [\n1,\n]\ny'                    | 'def f(\nx,\n):\n  return [\n1,\n]'
    'def f():\n  """doc\nat the margin\n"""\n  return 1\ny'   | 'def f():\n  """doc\nat the margin\n"""\n  return 1'
    "def f():\n  return '''\na\\'''\n'''\ny"                   | "def f():\n  return '''\na\\'''\n'''"
    "def f():\n  return ')' + \"(\"\ny"                      | "def f():\n  return ')' + \"(\""
    'def f():\n  return 1 + \\\n2\ny'                         | 'def f():\n  return 1 + \\\n2'
    'def f():\n  return 1 # it\'s (\ny'                      | 'def f():\n  return 1'
    'x = 1\ny = 2\nz'                                        | null
  }

  def 'a body that the prompt has begun ends likewise: #text'() {
    expect:
    kept(EndOfFunction.BODY, text) == kept

    where:
    text                                | kept
    '    return x\n'                    | null
    'return x\n\ndef g():'              | 'return x'
    ' x\n    return x\nprint(1)'        | ' x\n    return x'
  }

  private static String kept(StopRule rule, String text) {
    int end = rule.end(text)
    return end < 0 ? null : text.substring(0, end)
  }
}
