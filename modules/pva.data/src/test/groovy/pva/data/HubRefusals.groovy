package pva.data

import com.sun.net.httpserver.HttpExchange
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Asks for one file and gives back how it failed. */
abstract class HubRefusals extends Specification {
  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  HubProgress progress = new HubProgress()

  def setup() {
    server.files['config.json'] = '{}'.bytes
  }

  PvaException fault(Map<String, Object> how = [:]) {
    try {
      new Hub(server.settings(home, how))
          .snapshot((how.id ?: HubServer.ID) as String, Optional.ofNullable(how.revision as String), progress)
          .file((how.file ?: 'config.json') as String)
    } catch (PvaException e) {
      return e
    }
    throw new AssertionError('nothing failed')
  }

  void answer(int status, Map<String, String> headers = [:]) {
    server.misbehaviour = { HttpExchange exchange, int number -> HubServer.status(exchange, status, headers) }
  }

  String url() {
    server.uri()
  }
}
