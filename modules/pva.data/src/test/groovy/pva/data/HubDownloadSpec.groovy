package pva.data

import com.sun.net.httpserver.HttpExchange
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException

/** Downloads that are cut, changed or repeated on the way. */
class HubDownloadSpec extends HubDownloads {

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
}
