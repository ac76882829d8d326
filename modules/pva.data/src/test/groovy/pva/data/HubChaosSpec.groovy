package pva.data

import com.sun.net.httpserver.HttpExchange
import java.time.Duration
import pva.base.Progress
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A hub whose every answer may go wrong in any way, again and again. */
class HubChaosSpec extends Specification {
  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  byte[] content

  File fetch(int round, int tries) {
    new Hub(server.settings(new File(home, "$round"), [tries: tries, stall: Duration.ofMillis(500)]))
        .snapshot(HubServer.ID, Optional.empty(), Progress.NONE).file('params.npz').toFile()
  }

  boolean misbehave(HttpExchange exchange, Random random) {
    boolean bytes = exchange.requestMethod == 'GET' && exchange.requestURI.path.endsWith('params.npz')
    String range = exchange.requestHeaders.getFirst('Range')
    int left = content.length - (range ? Integer.parseInt(range.replaceAll('bytes=|-', '')) : 0)
    switch (random.nextInt(bytes ? 10 : 16)) {
      case 0: return HubServer.status(exchange, [408, 429, 500, 502, 503, 504][random.nextInt(6)])
      case 1: exchange.close(); return true
      case 2: return bytes && HubServer.cut(exchange, content, random.nextInt(left))
      case 3: return bytes && range && HubServer.status(exchange, 416)
      case 4:
        if (bytes) {
          exchange.requestHeaders.remove('Range')
          HubServer.bytes(exchange, content)
        }
        return bytes
      case 5:
        if (bytes) {
          HubServer.bytes(exchange, content.clone().tap { it[random.nextInt(it.length)] ^= 1 })
        }
        return bytes
      case 6: return bytes && HubServer.status(exchange, 200)
      default: return false
    }
  }

  def 'the file comes right or an error with a code does, and when the hub recovers the file comes'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed (replay with -Dpva.seed=$seed)"
    Random random = new Random(seed)
    Set<String> codes = []
    int right = 0

    when:
    20.times { round ->
      content = new byte[1 + random.nextInt(200000)].tap { random.nextBytes(it) }
      server.files['params.npz'] = content
      random.nextBoolean() ? server.large << 'params.npz' : server.large.clear()
      server.misbehaviour = { HttpExchange exchange, int number -> synchronized (random) { misbehave(exchange, random) } }
      try {
        File fetched = fetch(round, 4) // not inside the assertion, which would wrap what it throws
        assert fetched.bytes == content
        right++
      } catch (PvaException e) {
        codes << e.code()
      }
      server.misbehaviour = { HttpExchange exchange, int number -> false }
      assert fetch(round, 4).bytes == content
      assert new File(home, "$round/hub/models--org--tiny/blobs").list() == [server.etag('params.npz')] as String[]
    }

    then:
    right > 0
    ['PVA-HUB-006', 'PVA-HUB-008', 'PVA-HUB-013'].containsAll(codes)
  }
}
