package pva.data

import com.sun.net.httpserver.HttpExchange
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Requires

/** Disks that are too small, and a cache that cannot be written. */
class HubSpaceSpec extends HubDownloads {

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
}
