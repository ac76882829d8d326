package pva.data

import com.sun.net.httpserver.HttpExchange
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** One file on a server that can be told to misbehave, and what a download of it leaves. */
abstract class HubDownloads extends Specification {
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
}
