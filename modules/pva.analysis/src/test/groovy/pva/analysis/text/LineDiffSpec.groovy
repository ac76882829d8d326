package pva.analysis.text

import spock.lang.Specification

class LineDiffSpec extends Specification {
  def 'lines of one text alone are told, in their order: #before and #after'() {
    expect:
    LineDiff.of(before, after) == lines

    where:
    before       | after        || lines
    'a\nb\nc'    | 'a\nb\nc'    || []
    'a\nb\nc'    | 'a\nc'       || ['- b']
    'a\nc'       | 'a\n  b\n\nc' || ['+ b']
    'a\nb\nc'    | 'a\nx\nc'    || ['- b', '+ x']
    ''           | 'a'          || ['+ a']
    'a\nb'       | 'b\na'       || ['- a', '+ a']
  }
}
