package pva.data

import com.sun.net.httpserver.HttpExchange
import java.time.Duration

/** Servers that are busy, silent or slow, and several who want the same. */
class HubPatienceSpec extends HubDownloads {

  def 'a busy server is asked again, after the pause it asks for'() {
    given:
    onBytes { exchange, n -> n == 1 && HubServer.status(exchange, status, headers) }
    long start = System.nanoTime()

    expect:
    fetch().bytes == content
    ranges() == [null, null]
    Duration.ofNanos(System.nanoTime() - start).toMillis() >= pause
    progress.notes == ["${server.authority()} $said for params.npz of org/tiny$asks".toString()]

    where:
    status | headers                     | pause | said                               | asks
    429    | ['Retry-After': '1']        | 1000  | 'is asked too often (status 429)'  | '; it asks to wait 1 s; trying again in 1 s'
    429    | [RateLimit: '"api";r=0;t=1']| 1000  | 'is asked too often (status 429)'  | '; it asks to wait 1 s; trying again in 1 s'
    503    | [:]                         | 0     | 'cannot serve now (status 503)'    | '; trying again in 1 ms'
    500    | [:]                         | 0     | 'cannot serve now (status 500)'    | '; trying again in 1 ms'
  }

  def 'a server that falls silent is left and asked again'() {
    given:
    onBytes { HttpExchange exchange, n ->
      if (n == 1) {
        HubServer.cut(exchange, content, 50000)
        Thread.sleep(3000)
      }
      false
    }

    expect:
    fetch(stall: Duration.ofMillis(400)).bytes == content
    ranges() == [null, 'bytes=50000-']
    progress.notes == ["${server.authority()} sent nothing for 400 ms, for params.npz of org/tiny; trying again in 1 ms"]
  }

  def 'a slow server is not a silent one'() {
    given:
    onBytes { HttpExchange exchange, n ->
      exchange.sendResponseHeaders(200, content.length)
      (0..<5).each {
        exchange.responseBody.write(content, it * 40000, 40000)
        exchange.responseBody.flush()
        Thread.sleep(250)
      }
      true
    }

    expect:
    fetch(stall: Duration.ofMillis(800)).bytes == content
    ranges() == [null]
    progress.notes == []
  }

  def 'threads that want the same file share one download'() {
    given:
    onBytes { exchange, n -> Thread.sleep(300); false }

    when:
    List<File> files = Collections.synchronizedList([])
    (1..4).collect { Thread.start { files << fetch() } }*.join()

    then:
    files.size() == 4
    files.every { it.bytes == content }
    ranges() == [null]
  }
}
