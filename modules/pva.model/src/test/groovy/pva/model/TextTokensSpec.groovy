package pva.model

import java.util.concurrent.atomic.AtomicInteger
import pva.base.Progress
import pva.data.TextRow
import spock.lang.Specification

class TextTokensSpec extends Specification {
  def 'where one text fails, nobody is at work any more when the failure is told, so that the tokenizer can be closed'() {
    given:
    def rows = (1..400).collect { new TextRow("def f$it(x):\n    return x + $it\n".toString() * 40, '') }
    def begun = new AtomicInteger()
    def failing = { String what, long total, String unit ->
      return { long n ->
        if (begun.incrementAndGet() == 1) {
          throw new IllegalStateException('stopped')
        }
      } as Progress.Task
    } as Progress

    when:
    Tokenizer.open(Golden.model('llama')).withCloseable { TextTokens.of(it, rows, failing, 0) }

    then:
    IllegalStateException e = thrown()
    e.message == 'stopped'

    when:
    int then = begun.get()
    sleep(100)

    then:
    begun.get() == then
    then < 400
  }
}
