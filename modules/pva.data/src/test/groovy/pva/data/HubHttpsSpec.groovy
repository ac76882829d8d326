package pva.data

import java.security.KeyStore
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import pva.base.Progress
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Isolated
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Over TLS, as the real hub is. */
@Isolated('sets what the whole process trusts')
class HubHttpsSpec extends Specification {
  @TempDir @Shared File keys
  @TempDir File home
  @Shared SSLContext usual = SSLContext.default
  @Shared SSLContext tls
  @AutoCleanup HubServer server = new HubServer(tls)
  @AutoCleanup HubServer plain = new HubServer()

  def setupSpec() {
    File file = new File(keys, 'keys.p12')
    Process keytool = new ProcessBuilder("${System.getProperty('java.home')}/bin/keytool", '-genkeypair', '-alias', 'hub', '-keyalg', 'EC',
        '-dname', 'CN=loopback', '-ext', 'san=ip:127.0.0.1', '-validity', '2', '-storepass', 'secret', '-keystore', file.path)
        .redirectErrorStream(true).start()
    String said = keytool.inputStream.text
    assert keytool.waitFor() == 0 : said
    KeyStore store = KeyStore.getInstance(file, 'secret'.toCharArray())
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.defaultAlgorithm).tap { init(store, 'secret'.toCharArray()) }
    TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.defaultAlgorithm).tap { init(store) }
    tls = SSLContext.getInstance('TLS').tap { init(own.keyManagers, trusted.trustManagers, null) }
  }

  def setup() {
    [server, plain].each {
      it.files['params.npz'] = new byte[70000].tap { new Random(5).nextBytes(it) }
      it.large << 'params.npz'
    }
  }

  def cleanup() {
    SSLContext.default = usual
  }

  HubSnapshot snapshot() {
    new Hub(server.settings(home, [tries: 1])).snapshot(HubServer.ID, Optional.empty(), Progress.NONE)
  }

  def 'files arrive over TLS'() {
    given:
    SSLContext.default = tls

    expect:
    snapshot().file('params.npz').toFile().bytes == server.files['params.npz']
  }

  def 'a certificate that nobody vouches for is refused'() {
    when:
    snapshot()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-006'
    e.message == "no trusted connection to ${server.authority()}, for org/tiny"
  }

  def 'a redirect from TLS to a plain connection is refused'() {
    given:
    SSLContext.default = tls
    server.cdn = plain.uri().toString()

    when:
    snapshot().file('params.npz')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-010'
    e.message == "${server.authority()} does not answer as a Hugging Face hub for params.npz of org/tiny: " +
        "it redirects to `${plain.uri()}/org/tiny/resolve/$HubServer.COMMIT/params.npz`"
    plain.asked.empty
  }
}
