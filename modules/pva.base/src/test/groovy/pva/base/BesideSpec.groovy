package pva.base

import java.util.concurrent.CountDownLatch
import spock.lang.Specification

class BesideSpec extends Specification {
  def "work goes on beside the thread that started it"() {
    given: 'work that ends only after this thread has gone on'
    def gone = new CountDownLatch(1)
    def work = Beside.start {
      gone.await()
      Thread.currentThread().id
    }

    when:
    gone.countDown()

    then:
    work.result() != Thread.currentThread().id
  }

  def "what the work fails with, its result fails with"() {
    when:
    Beside.start { throw failure }.result()

    then:
    def thrown = thrown(Throwable)
    thrown.is(failure)

    where:
    failure << [PvaException.failed('PVA-X-001', 'broken'), new IllegalStateException('odd'), new OutOfMemoryError('much')]
  }
}
