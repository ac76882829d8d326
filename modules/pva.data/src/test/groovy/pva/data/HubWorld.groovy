package pva.data

import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A small repository on a server that sends large files elsewhere, and the cache it is fetched into. */
abstract class HubWorld extends Specification {
  @TempDir File home
  @AutoCleanup HubServer server = new HubServer()
  @AutoCleanup HubServer cdn = new HubServer()
  HubProgress progress = new HubProgress()

  def setup() {
    server.files['config.json'] = '{"model_type": "llama"}'.bytes
    server.files['tokenizer.json'] = '{}'.bytes
    server.files['tokenizer_config.json'] = '{ }'.bytes
    server.files['README.md'] = 'words'.bytes
    server.files['deep/er/params.npz'] = new byte[100000].tap { new Random(7).nextBytes(it) }
    server.large << 'deep/er/params.npz'
    cdn.files.putAll(server.files)
    cdn.large.addAll(server.large)
    server.cdn = cdn.uri().toString()
  }

  Hub hub(Map<String, Object> more = [:]) {
    new Hub(server.settings(home, more))
  }

  HubSnapshot snapshot(Map<String, Object> more = [:]) {
    hub(more).snapshot(HubServer.ID, Optional.empty(), progress)
  }

  Path cached(String path) {
    home.toPath().resolve('hub/models--org--tiny').resolve(path)
  }
}
