package pva.code

import spock.lang.Specification

class CodeSimilaritySpec extends Specification {
  def "tokens are those of Python's tokenize that mean something"() {
    expect:
    CodeTokens.of(code) == tokens

    where:
    code                                              || tokens
    'def f(x):\n    return x + 1  # one more\n'       || ['def', 'f', '(', 'x', ')', ':', 'return', 'x', '+', '1']
    'a = rb"x\\"y" ** 0x1F // 1_0.5e-3'               || ['a', '=', 'rb"x\\"y"', '**', '0x1F', '//', '1_0.5e-3']
    'x = """two\nlines # no comment"""\ny'            || ['x', '=', '"""two\nlines # no comment"""', 'y']
    'if a!=b and c<=d: e->f, g:=h, *i, ...'           || ['if', 'a', '!=', 'b', 'and', 'c', '<=', 'd', ':', 'e', '->', 'f', ',', 'g', ':=', 'h', ',', '*', 'i', ',', '...']
    's = \'never closed\nt'                           || ['s', '=', '\'never closed', 't']
    'größe = 1'                                       || ['größe', '=', '1']
    '# only a comment'                                || []
    ''                                                || []
  }

  def "similarity of `#one` and `#other` is that of rapidfuzz's Indel on the same tokens"() {
    expect:
    Math.abs(CodeSimilarity.of(one, other) - similarity) < 1e-15
    CodeSimilarity.of(one, other) == CodeSimilarity.of(other, one)

    where:
    one                                              | other                                  || similarity
    'def f(x):\n    return x + 1'                    | 'def f(y):\n    return y + 1  # more\n' || 0.8
    'return min(x - 7 for x in nums if x % 2 == 0)'  | 'return max(x + 7 for x in nums)'      || 0.6428571428571428
    "a = 'x' * 3\n"                                  | 'b = "x"\n'                            || 0.25
    '8 8 8 8 8 8 8 8'                                | 'def f(): pass'                        || 0.0
    'x'                                              | 'x  # the same'                        || 1.0
    ''                                               | '# nothing'                            || 1.0
  }

  def "the common part is the longest one, seed #seed"() {
    given: 'random pieces of code, and the recursion that defines a longest common subsequence'
    def random = new Random(seed)
    def piece = { (0..<random.nextInt(9)).collect { 'abc'[random.nextInt(3)] } }
    List<String> a = piece.call()
    List<String> b = piece.call()
    def common
    common = { int i, int j -> i == a.size() || j == b.size() ? 0 : a[i] == b[j] ? 1 + common(i + 1, j + 1) : Math.max(common(i + 1, j), common(i, j + 1)) }

    expect:
    CodeSimilarity.of(a.join(' '), b.join(' ')) == (a.empty && b.empty ? 1 : 2d * common(0, 0) / (a.size() + b.size()))

    where:
    seed << (System.getProperty('pva.seed') ? [Long.parseLong(System.getProperty('pva.seed'))] : (1L..20L))
  }

  def "a loop repeats itself, a function does not"() {
    expect: 'eight eights are five runs of four, of which four were there before'
    Repetition.of('8 8 8 8 8 8 8 8') == 0.8d
    Repetition.of('8 ' * 100) > Repetition.DEGENERATE
    Repetition.of('def f(x):\n    return x + 1') == 0
    Repetition.of('a b c') == 0
  }
}
