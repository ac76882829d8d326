package pva.code

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Where judges keep what they write; the real processes, in a temporary folder of their own. */
class JudgeFoldersSpec extends Specification {
  @TempDir Path temporary
  @AutoCleanup('killAll') Started started = new Started()

  class Started {
    List<Process> all = []

    /** A judge that is ready. */
    Process one() {
      Process judge = Worker.start(Python.find(), Isolation.NAMESPACES, temporary)
      all << judge
      assert judge.inputStream.newReader('UTF-8').readLine().contains('isolation')
      judge
    }

    void killAll() {
      all*.destroyForcibly()*.waitFor()
    }
  }

  private int folders() {
    temporary.toFile().list().length
  }

  private static boolean ended(Process judge) {
    judge.waitFor(10, TimeUnit.SECONDS)
  }

  def 'a judge has one folder, and takes it along when it is told to end'() {
    given:
    Process judge = started.one()

    expect:
    folders() == 1

    when:
    judge.destroy()

    then:
    ended(judge)
    folders() == 0
  }

  def 'a judge whose master is killed ends and leaves nothing, for the pipe between them breaks'() {
    given:
    Process judge = started.one()

    when:
    judge.outputStream.close()

    then:
    ended(judge)
    folders() == 0
  }

  def 'what a killed judge leaves goes with the next one, which touches no folder in use'() {
    given:
    Process living = started.one()
    Process killed = started.one()

    when:
    killed.destroyForcibly().waitFor()

    then:
    folders() == 2

    when:
    Process next = started.one()

    then:
    folders() == 2

    when:
    [living, next]*.destroy()

    then:
    ended(living)
    ended(next)
    folders() == 0
  }
}
