package pva.cli

import spock.lang.Specification

class ConsoleProgressSpec extends Specification {
  long now = 0
  ByteArrayOutputStream bytes = new ByteArrayOutputStream()

  List<String> lines() {
    bytes.toString('UTF-8').readLines()
  }

  ConsoleProgress progress(boolean terminal) {
    new ConsoleProgress(new PrintStream(bytes, true, 'UTF-8'), terminal, () -> now)
  }

  def "work that ends within a second says nothing"() {
    when:
    progress(false).start('encode', 100, 'rows').withCloseable { it.advance(100) }

    then:
    lines() == []
  }

  def "longer work says how far it is, how fast, and how long it will take"() {
    when:
    progress(false).start('extract', 4000, 'tokens').withCloseable {
      now = 2_000_000_000L
      it.advance(1000)
      now = 8_000_000_000L
      it.advance(3000)
    }

    then:
    lines() == ['extract  1,000/4,000 tokens  500/s  6.0 s left', 'extract  4,000/4,000 tokens  500/s', 'extract  4,000 tokens  500/s  8.0 s']
  }

  def "a terminal sees one line, drawn over"() {
    when:
    progress(true).start('rates', 0, 'tokens').withCloseable {
      now = 1_500_000_000L
      it.advance(3000)
    }

    then:
    bytes.toString('UTF-8') == '\r\u001b[Krates  3,000 tokens  2,000/s\r\u001b[Krates  3,000 tokens  2,000/s  1.5 s' + System.lineSeparator()
  }

  def "#seconds seconds read as #text"() {
    expect:
    ConsoleProgress.duration(seconds) == text

    where:
    seconds || text
    0.04    || '0.0 s'
    9.94    || '9.9 s'
    12.4    || '12 s'
    59.7    || '1 min 00 s'
    125     || '2 min 05 s'
    7260    || '2 h 01 min'
  }
}
