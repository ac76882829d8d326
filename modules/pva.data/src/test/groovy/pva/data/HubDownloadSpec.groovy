package pva.data

import com.sun.net.httpserver.HttpExchange
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Downloads from servers that are slow, cut, overloaded or wrong. */
class HubDownloadSpec extends Specification {
  static final String FILE = 'params.npz'

  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  HubProgress progress = new HubProgress()
  byte[] content = new byte[200000].tap { new Random(11).nextBytes(it) }

  def setup() {
    server.files[FILE] = content
    server.files['config.json'] = '{}'.bytes
    server.large << FILE
  }

  File fetch(Map<String, Object> more, String file = FILE) {
    new Hub(server.settings(home, more)).snapshot(HubServer.ID, Optional.of(HubServer.COMMIT), progress).file(file).toFile()
  }

  File fetch(String file = FILE) {
    fetch([:], file)
  }

  /** Answers requests for the bytes of the file by their number, from 1. */
  void onBytes(Closure<Boolean> answer) {
    int count = 0
    server.misbehaviour = { HttpExchange exchange, int number ->
      exchange.requestMethod == 'GET' && exchange.requestURI.path.endsWith(FILE) && answer(exchange, ++count)
    }
  }

  List<String> ranges() {
    server.asked("GET", "/$HubServer.ID/resolve/$HubServer.COMMIT/$FILE")*.range
  }

  Path blobs() {
    home.toPath().resolve('hub/models--org--tiny/blobs')
  }

  Path partial() {
    blobs().resolve(server.etag(FILE) + '.pva.incomplete')
  }

  void hasPartial(byte[] bytes) {
    Files.createDirectories(blobs())
    Files.write(partial(), bytes)
  }

  byte[] head(int n) {
    Arrays.copyOf(content, n)
  }

  def 'a cut download goes on where it stopped, as often as bytes come'() {
    given:
    onBytes { exchange, n -> n <= 6 && HubServer.cut(exchange, content, 30000) }

    expect:
    fetch(tries: 2).bytes == content
    ranges() == [null] + (1..6).collect { "bytes=${it * 30000}-".toString() }
    progress.started == ['download params.npz: 200000 bytes']
    progress.units.get() == 200000
    progress.notes.unique() == ["the connection to ${server.authority()} broke, for params.npz of org/tiny; trying again in 1 ms"]
    blobs().toFile().list() == [server.etag(FILE)] as String[]
  }

  def 'what an earlier download left is gone on with'() {
    given:
    hasPartial(head(150000))

    expect:
    fetch().bytes == content
    ranges() == ['bytes=150000-']
  }

  def 'a whole download that was only not renamed is checked and taken'() {
    given:
    hasPartial(content)

    expect:
    fetch().bytes == content
    ranges() == []
  }

  def 'what an older huggingface_hub left is taken over'() {
    given:
    Files.createDirectories(blobs())
    Path theirs = blobs().resolve(server.etag(FILE) + '.incomplete')
    Files.write(theirs, head(1000))

    expect:
    fetch().bytes == content
    ranges() == ['bytes=1000-']
    theirs.toFile().bytes == head(1000)
  }

  def 'left bytes that are wrong are fetched again from the start: #what'() {
    given:
    hasPartial(left)

    expect:
    fetch().bytes == content
    ranges() == asked

    where:
    what       | left              | asked
    'damaged'  | new byte[1000]    | ['bytes=1000-', null]
    'whole'    | new byte[200000]  | [null]
    'too long' | new byte[200001]  | [null]
  }

  def 'a server that ignores the range makes the download start again, and progress counts each byte once'() {
    given:
    onBytes { HttpExchange exchange, n ->
      if (n == 1) {
        return HubServer.cut(exchange, content, 30000)
      }
      exchange.sendResponseHeaders(200, content.length)
      exchange.responseBody.write(content)
      true
    }

    expect:
    fetch().bytes == content
    ranges() == [null, 'bytes=30000-']
    progress.units.get() == 200000
  }

  def 'a server that sends another range than asked, or none, is asked for everything'() {
    given:
    hasPartial(head(30000))
    onBytes { HttpExchange exchange, n -> n == 1 && answer(exchange) }

    expect:
    fetch().bytes == content
    ranges() == ['bytes=30000-', null]

    where:
    answer << [
        { HttpExchange e -> HubServer.status(e, 416) },
        { HttpExchange e ->
          e.responseHeaders.add('Content-Range', 'bytes 0-9/200000')
          e.sendResponseHeaders(206, 10)
          e.responseBody.write(new byte[10])
          true
        }]
  }

  def 'a server without lengths is read to its end, and the checksum tells that it is whole'() {
    given:
    onBytes { HttpExchange exchange, n ->
      exchange.sendResponseHeaders(200, 0)
      exchange.responseBody.write(content)
      true
    }

    expect:
    fetch().bytes == content
  }

  def 'wrong bytes are fetched once more, then refused, and nothing of them stays'() {
    given:
    byte[] wrong = content.clone().tap { it[77777] ^= 1 }
    onBytes { HttpExchange exchange, n ->
      if (n > times) {
        return false
      }
      HubServer.bytes(exchange, wrong)
      true
    }

    when:
    File file = fetch()

    then:
    file.bytes == content
    ranges() == [null, null]
    progress.notes == ['params.npz came damaged; fetching it again from the start']

    where:
    times = 1
  }

  def 'bytes that stay wrong are refused: #file'() {
    given:
    byte[] right = server.files[file]
    server.misbehaviour = { HttpExchange exchange, int number ->
      if (exchange.requestMethod == 'GET') {
        HubServer.bytes(exchange, right.clone().tap { it[1] ^= 1 })
        return true
      }
    }

    when:
    fetch(file)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-008'
    e.message == "what came for $file of org/tiny is not what the hub announces: its checksum is not ${server.etag(file)}"
    e.help() == ["run it again; if it stays, a proxy or a mirror changes the bytes, or the hub's file is damaged"]
    blobs().toFile().list() == [] as String[]
    !home.toPath().resolve("hub/models--org--tiny/snapshots/$HubServer.COMMIT/$file").toFile().exists()

    where:
    file << [FILE, 'config.json']
  }

  def 'more bytes than announced are refused'() {
    given:
    onBytes { HttpExchange exchange, n ->
      exchange.sendResponseHeaders(200, 0)
      exchange.responseBody.write(content)
      exchange.responseBody.write(1)
      true
    }

    when:
    fetch()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-008'
    e.message == 'what came for params.npz of org/tiny is not what the hub announces: more than the 200000 bytes it should have'
    Files.size(partial()) == 0
  }

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

  def 'a tag that is no checksum leaves the size to tell, and that is said'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number ->
      exchange.requestMethod == 'HEAD' && HubServer.status(exchange, 200, [ETag: 'W/"v1-2"', 'Content-Length': '200000'])
    }

    expect:
    fetch().bytes == content
    Files.exists(blobs().resolve('v1-2'))
    progress.notes == ['the server names no checksum of params.npz; only its size was checked']
  }

  def 'a file larger than the disk is refused before a byte comes'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number ->
      exchange.requestMethod == 'HEAD' && HubServer.status(exchange, 302,
          ['X-Linked-Etag': '"' + 'a' * 64 + '"', 'X-Linked-Size': '900000000000000000', Location: 'http://127.0.0.1:1/x'])
    }

    when:
    fetch()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-007'
    e.message ==~ /the disk has too little space for params.npz of org\/tiny: 900000\.0 TB are needed, [\d.]+ [GT]B are free/
    e.help() == ['free some space, or set HF_HOME to a folder on a larger disk']
    e.file().get() == blobs()
    ranges() == []
  }

  def 'files that are together larger than the disk are refused before the first'() {
    when:
    new Hub(server.settings(home)).snapshot(HubServer.ID, Optional.of(HubServer.COMMIT), progress)
        .fetch([new HubFile('config.json', 2, ''), new HubFile('b', 900000000000000000L, '')])

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-007'
    e.message.startsWith('the disk has too little space for org/tiny: 900000.0 TB are needed, ')
    server.asked.empty
  }

  @Requires({ new File('/dev/full').exists() })
  def 'a disk that fills on the way is told'() {
    given:
    Files.createDirectories(blobs())
    Files.createSymbolicLink(partial(), Path.of('/dev/full'))

    when:
    fetch()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-007'
    e.message == 'the disk is full: params.npz of org/tiny could not be written'
    e.help() == ['free some space, or set HF_HOME to a folder on a larger disk', 'run it again: a download goes on where it stopped']
  }

  def 'a cache that is not a folder is told'() {
    given:
    new File(home, 'hub').text = 'a file'

    when:
    fetch()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-014'
    e.message.startsWith("cannot write params.npz of org/tiny to the hub's cache: ")
    e.help() == ['set HF_HOME to a folder that may be written']
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
