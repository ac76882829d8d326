package pva.data

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import groovy.transform.CompileStatic
import java.security.MessageDigest
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import javax.net.ssl.SSLContext
import tools.jackson.databind.json.JsonMapper

/** A hub on the loopback that speaks as huggingface.co does, and misbehaves where a spec tells it to. */
@CompileStatic
class HubServer implements AutoCloseable {
  static final String ID = 'org/tiny'
  static final String COMMIT = '0123456789abcdef0123456789abcdef01234567'

  /** What was asked, in order. */
  static class Asked {
    String method
    String path
    String authorization
    String range
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>()
  final Map<String, byte[]> files = new TreeMap<>()
  /** The large files: tagged by SHA-256, their bytes at {@link #cdn}. */
  final Set<String> large = new TreeSet<>()
  String cdn
  int pageSize = 1000
  /** Whether what it has is a dataset, not a model. */
  boolean dataset
  /** Answers a request in the server's stead when it gives true. */
  Closure<Boolean> misbehaviour = { HttpExchange exchange, int number -> false }

  private final HttpServer server
  private final ExecutorService threads = Executors.newCachedThreadPool { Runnable r -> new Thread(r).tap { daemon = true } }

  private final String scheme

  HubServer() {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getByName('127.0.0.1'), 0), 0), 'http')
  }

  /** Over TLS. */
  HubServer(SSLContext tls) {
    this(secured(HttpsServer.create(new InetSocketAddress(InetAddress.getByName('127.0.0.1'), 0), 0), tls), 'https')
  }

  private static HttpServer secured(HttpsServer server, SSLContext tls) {
    server.httpsConfigurator = new HttpsConfigurator(tls)
    server
  }

  private HubServer(HttpServer server, String scheme) {
    this.server = server
    this.scheme = scheme
    server.executor = threads
    server.createContext('/') { HttpExchange exchange -> serve(exchange) }
    server.start()
  }

  String authority() {
    "127.0.0.1:${server.address.port}"
  }

  URI uri() {
    URI.create("$scheme://${authority()}")
  }

  HubSettings settings(File home, Map<String, Object> more = [:]) {
    new HubSettings(home.toPath().resolve('hub'), uri(), Optional.ofNullable(more.token as String), more.offline as boolean,
        new RetryRule((more.tries ?: 4) as int, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(3)),
        (more.stall ?: Duration.ofSeconds(20)) as Duration)
  }

  List<Asked> asked(String method, String path) {
    asked.findAll { it.method == method && it.path == path }
  }

  static String sha256(byte[] bytes) {
    MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString()
  }

  static String git(byte[] bytes) {
    MessageDigest digest = MessageDigest.getInstance('SHA-1')
    digest.update("blob ${bytes.length}\0".toString().bytes)
    digest.digest(bytes).encodeHex().toString()
  }

  String etag(String path) {
    large.contains(path) ? sha256(files[path]) : git(files[path])
  }

  private void serve(HttpExchange exchange) {
    try {
      String path = exchange.requestURI.path
      asked << new Asked(method: exchange.requestMethod, path: path,
          authorization: exchange.requestHeaders.getFirst('Authorization'), range: exchange.requestHeaders.getFirst('Range'))
      if (!misbehaviour.call(exchange, asked.size())) {
        answer(exchange, path)
      }
    } catch (IOException ignored) {
      // the client went away, as some specs make it do
    } finally {
      exchange.close()
    }
  }

  private void answer(HttpExchange exchange, String path) {
    String api = (dataset ? '/api/datasets/' : '/api/models/') + ID
    String page = (dataset ? '/datasets/' : '/') + ID
    if (path.startsWith("$api/revision/")) {
      String revision = path.substring("$api/revision/".length())
      revision in ['main', COMMIT] ? json(exchange, [id: ID, sha: COMMIT]) : error(exchange, 404, 'RevisionNotFound')
    } else if (path.startsWith("$api/tree/$COMMIT")) {
      tree(exchange, path.substring("$api/tree/$COMMIT".length()).replaceFirst('^/', ''))
    } else if (path.startsWith("$page/resolve/$COMMIT/")) {
      file(exchange, path.substring("$page/resolve/$COMMIT/".length()))
    } else {
      error(exchange, 404, path.startsWith("$page/") || path.startsWith(api) ? 'RevisionNotFound' : 'RepoNotFound')
    }
  }

  private void tree(HttpExchange exchange, String folder) {
    List<String> names = files.keySet().findAll { folder.empty || it.startsWith(folder + '/') }.toList()
    if (names.empty) {
      error(exchange, 404, 'EntryNotFound')
      return
    }
    int from = ((exchange.requestURI.query ?: '') =~ /cursor=(\d+)/).with { it.find() ? Integer.parseInt(it.group(1)) : 0 }
    if (from + pageSize < names.size()) {
      exchange.responseHeaders.add('Link', "<${uri()}${exchange.requestURI.path}?recursive=true&cursor=${from + pageSize}>; rel=\"next\"")
    }
    List<Map> entries = names.subList(from, Math.min(names.size(), from + pageSize)).collect { String name ->
      Map<String, Object> entry = [type: 'file', path: name, size: files[name].length, oid: git(files[name])] as Map<String, Object>
      if (large.contains(name)) {
        entry.lfs = [oid: sha256(files[name]), size: files[name].length]
      }
      entry as Map
    }
    entries.add([type: 'directory', path: 'a-folder', size: 0, oid: '0' * 40] as Map)
    json(exchange, entries)
  }

  private void file(HttpExchange exchange, String name) {
    exchange.responseHeaders.add('X-Repo-Commit', COMMIT)
    if (!files.containsKey(name)) {
      error(exchange, 404, 'EntryNotFound')
    } else if (large.contains(name) && cdn != null) {
      status(exchange, 302, ['X-Linked-Etag': "\"${etag(name)}\"".toString(), 'X-Linked-Size': files[name].length.toString(),
                             Location: "$cdn/$ID/resolve/$COMMIT/$name".toString()])
    } else {
      exchange.responseHeaders.add('ETag', "\"${etag(name)}\"")
      bytes(exchange, files[name])
    }
  }

  /** The bytes, from where the range begins. */
  static void bytes(HttpExchange exchange, byte[] content) {
    String range = exchange.requestHeaders.getFirst('Range')
    int from = range ? Integer.parseInt(range.replaceAll('bytes=|-', '')) : 0
    if (exchange.requestMethod == 'HEAD') {
      exchange.responseHeaders.add('Content-Length', "${content.length}")
      exchange.sendResponseHeaders(200, -1)
    } else {
      if (range) {
        exchange.responseHeaders.add('Content-Range', "bytes $from-${content.length - 1}/${content.length}")
      }
      exchange.sendResponseHeaders(range ? 206 : 200, content.length - from ?: -1)
      exchange.responseBody.write(content, from, content.length - from)
    }
  }

  /** Announces everything from where the range begins, sends a part and closes the connection. */
  static boolean cut(HttpExchange exchange, byte[] content, int sent) {
    String range = exchange.requestHeaders.getFirst('Range')
    int from = range ? Integer.parseInt(range.replaceAll('bytes=|-', '')) : 0
    if (range) {
      exchange.responseHeaders.add('Content-Range', "bytes $from-${content.length - 1}/${content.length}")
    }
    exchange.sendResponseHeaders(range ? 206 : 200, content.length - from)
    exchange.responseBody.write(content, from, sent)
    exchange.responseBody.flush()
    true
  }

  static boolean status(HttpExchange exchange, int status, Map<String, String> headers = [:]) {
    headers.each { k, v -> exchange.responseHeaders.add(k, v) }
    exchange.sendResponseHeaders(status, -1)
    true
  }

  static boolean error(HttpExchange exchange, int code, String name) {
    status(exchange, code, ['X-Error-Code': name])
  }

  static boolean json(HttpExchange exchange, Object content) {
    page(exchange, new JsonMapper().writeValueAsString(content))
  }

  static boolean page(HttpExchange exchange, String text) {
    byte[] body = text.bytes
    exchange.sendResponseHeaders(200, body.length)
    exchange.responseBody.write(body)
    true
  }

  @Override
  void close() {
    server.stop(0)
    threads.shutdownNow()
  }
}
