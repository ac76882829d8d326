package pva.viz

import spock.lang.Specification

class NumbersSpec extends Specification {

  def "#value with #decimals decimals reads #text"() {
    expect:
    Numbers.fixed(value, decimals) == text

    where:
    value                    | decimals | text
    0.125                    | 2        | '0.12'
    0.375                    | 2        | '0.38'
    -0.37249                 | 3        | '−0.372'
    -0.0                     | 2        | '0.00'
    -0.0001                  | 2        | '0.00'
    1234567.5                | 1        | '1,234,567.5'
    -999                     | 0        | '−999'
    Double.NaN               | 3        | '–'
    Double.POSITIVE_INFINITY | 3        | '∞'
    Double.NEGATIVE_INFINITY | 3        | '−∞'
  }

  def "a signed #value reads #text: nothing that rounds to zero has a sign"() {
    expect:
    Numbers.signed(value, 2) == text

    where:
    value      | text
    0.314      | '+0.31'
    -0.314     | '−0.31'
    0.001      | '0.00'
    -0.001     | '0.00'
    Double.NaN | '–'
  }

  def "#value to #digits significant digits reads #text"() {
    expect:
    Numbers.significant(value, digits) == text

    where:
    value      | digits | text
    0.0385343  | 4      | '0.03853'
    12.862938  | 3      | '12.9'
    12862.938  | 3      | '12,863'
    0.99999    | 3      | '1.00'
    0          | 3      | '0'
    -0.0       | 3      | '0'
    0.00000321 | 2      | '3.2×10⁻⁶'
    5e-324     | 2      | '4.9×10⁻³²⁴'
    -2e12      | 2      | '−2.0×10¹²'
    Double.NaN | 2      | '–'
  }

  def "a share of #share reads #text"() {
    expect:
    Numbers.percent(share) == text

    where:
    share      | text
    0          | '0 %'
    0.00021    | '0.021 %'
    0.033      | '3.3 %'
    0.33       | '33 %'
    0.9951     | '99.5 %'
    0.99999    | '> 99.9 %'
    1          | '100 %'
    Double.NaN | '–'
  }

  def "a share that was set reads as it was set: #share is #text"() {
    expect:
    Numbers.percentAsSet(share) == text

    where:
    share | text
    0.02  | '2 %'
    0.07  | '7 %'
    0.005 | '0.5 %'
    1     | '100 %'
  }

  def "a coordinate has at most two decimals and no sign on zero"() {
    expect:
    [12.0, 0.005, 12.3456, -0.001, -3.5].collect { Numbers.coordinate(it) } == ['12', '0.01', '12.35', '0', '-3.5']
  }

  def "numbers read the same whatever the locale"() {
    given:
    Locale before = Locale.default

    when:
    Locale.default = Locale.forLanguageTag('ar-EG-u-nu-arab')

    then:
    Numbers.fixed(1234.5, 2) == '1,234.50'
    Numbers.coordinate(0.5) == '0.5'

    cleanup:
    Locale.default = before
  }
}
