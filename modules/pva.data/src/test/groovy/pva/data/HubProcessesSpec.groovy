package pva.data

import com.sun.net.httpserver.HttpExchange
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Processes of their own over one cache. */
class HubProcessesSpec extends Specification {
  static final String FILE = 'params.npz'

  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  byte[] content = new byte[3000000].tap { new Random(13).nextBytes(it) }

  def setup() {
    server.files[FILE] = content
    server.large << FILE
  }

  List<String> ranges() {
    server.asked('GET', "/$HubServer.ID/resolve/$HubServer.COMMIT/$FILE")*.range
  }

  def 'two at once share one download'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number ->
      if (exchange.requestMethod == 'GET' && exchange.requestURI.path.endsWith(FILE)) {
        // until the other process has come as far as the lock
        for (int i = 0; i < 300 && server.asked.count { it.method == 'HEAD' } < 2; i++) {
          Thread.sleep(100)
        }
        Thread.sleep(200)
      }
      false
    }

    when:
    List<Process> both = (1..2).collect { HubFetch.start(server, home, FILE) }
    List<String> said = both.collect { it.inputStream.text.strip() }

    then:
    both.every { it.waitFor(60, TimeUnit.SECONDS) && it.exitValue() == 0 }
    said.every { new File(it).bytes == content }
    ranges() == [null]
    new File(home, 'hub/models--org--tiny/blobs').list() == [server.etag(FILE)] as String[]
  }

  def 'after one was killed the next goes on where it stopped'() {
    given:
    CountDownLatch half = new CountDownLatch(1)
    CountDownLatch killed = new CountDownLatch(1)
    int count = 0
    server.misbehaviour = { HttpExchange exchange, int number ->
      if (exchange.requestMethod == 'GET' && exchange.requestURI.path.endsWith(FILE) && count++ == 0) {
        HubServer.cut(exchange, content, 1500000)
        half.countDown()
        return killed.await(60, TimeUnit.SECONDS)
      }
      false
    }

    when:
    Process first = HubFetch.start(server, home, FILE)
    half.await(60, TimeUnit.SECONDS)
    File partial = new File(home, "hub/models--org--tiny/blobs/${server.etag(FILE)}.pva.incomplete")
    for (int i = 0; i < 300 && partial.length() < 1500000; i++) {
      Thread.sleep(20)
    }
    first.destroyForcibly().waitFor()
    killed.countDown()
    Process second = HubFetch.start(server, home, FILE)
    String said = second.inputStream.text.strip()

    then:
    second.waitFor(60, TimeUnit.SECONDS) && second.exitValue() == 0
    new File(said).bytes == content
    ranges() == [null, 'bytes=1500000-']
    !partial.exists()
  }
}
