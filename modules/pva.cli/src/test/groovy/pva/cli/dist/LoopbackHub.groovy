package pva.cli.dist

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import groovy.transform.CompileStatic
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import tools.jackson.databind.json.JsonMapper

/** A hub on the loopback with several repositories, each at one commit, that answers as huggingface.co does. */
@CompileStatic
class LoopbackHub implements AutoCloseable {
  static final String COMMIT = '0123456789abcdef0123456789abcdef01234567'

  /** By id, then by path. */
  final Map<String, Map<String, byte[]>> repositories = [:]
  /** What was asked, in order: {@code GET org/name path}. */
  final List<String> asked = new CopyOnWriteArrayList<>()
  /** The file that comes to half and no further, while this says so. */
  volatile String halting

  private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName('127.0.0.1'), 0), 0)
  private final ExecutorService threads = Executors.newCachedThreadPool { Runnable r -> new Thread(r).tap { daemon = true } }

  LoopbackHub() {
    server.executor = threads
    server.createContext('/') { HttpExchange exchange ->
      try {
        answer(exchange)
      } catch (IOException ignored) {
        // the client went away, as a killed run does
      } finally {
        exchange.close()
      }
    }
    server.start()
  }

  String address() {
    "http://127.0.0.1:${server.address.port}"
  }

  /** The files below a folder, under their paths in it, or below another folder of the repository. */
  void add(String id, Path folder, String below = '') {
    Map<String, byte[]> files = repositories.computeIfAbsent(id) { new TreeMap<String, byte[]>() }
    Files.walk(folder).withCloseable { paths ->
      paths.filter { Files.isRegularFile(it) }.forEach { files[below + folder.relativize(it)] = Files.readAllBytes(it) }
    }
  }

  private void answer(HttpExchange exchange) {
    String path = exchange.requestURI.path
    String id = repositories.keySet().find { path.startsWith("/api/models/$it/") || path.startsWith("/$it/resolve/$COMMIT/") }
    if (id == null) {
      status(exchange, 404, ['X-Error-Code': 'RepoNotFound'])
    } else if (path.startsWith("/api/models/$id/revision/")) {
      json(exchange, [sha: COMMIT])
    } else if (path.startsWith("/api/models/$id/tree/$COMMIT")) {
      String folder = path.substring("/api/models/$id/tree/$COMMIT".length()).replaceFirst('^/', '')
      List<Map> files = repositories[id].findAll { folder.empty || it.key.startsWith(folder + '/') }.collect { name, bytes ->
        [type: 'file', path: name, size: bytes.length, oid: sha256(bytes), lfs: [oid: sha256(bytes), size: bytes.length]] as Map
      }
      files.empty ? status(exchange, 404, ['X-Error-Code': 'EntryNotFound']) : json(exchange, files)
    } else {
      file(exchange, id, path.substring("/$id/resolve/$COMMIT/".length()))
    }
  }

  private void file(HttpExchange exchange, String id, String name) {
    byte[] content = repositories[id][name]
    if (content == null) {
      status(exchange, 404, ['X-Error-Code': 'EntryNotFound'])
      return
    }
    String range = exchange.requestHeaders.getFirst('Range') ?: ''
    asked << "$exchange.requestMethod $id $name${range.empty ? '' : ' ' + range}".toString()
    exchange.responseHeaders.add('ETag', "\"${sha256(content)}\"")
    int from = range.empty ? 0 : Integer.parseInt(range.replaceAll('bytes=|-', ''))
    if (exchange.requestMethod == 'HEAD') {
      status(exchange, 200, ['Content-Length': "$content.length".toString()])
      return
    }
    if (from > 0) {
      exchange.responseHeaders.add('Content-Range', "bytes $from-${content.length - 1}/$content.length")
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from)
    int half = name == halting ? from + (content.length - from).intdiv(2) : content.length
    exchange.responseBody.write(content, from, half - from)
    exchange.responseBody.flush()
    while (name == halting) {
      Thread.sleep(20)
    }
    exchange.responseBody.write(content, half, content.length - half)
  }

  private static void status(HttpExchange exchange, int status, Map<String, String> headers) {
    headers.each { k, v -> exchange.responseHeaders.add(k, v) }
    exchange.sendResponseHeaders(status, -1)
  }

  private static void json(HttpExchange exchange, Object content) {
    byte[] body = new JsonMapper().writeValueAsBytes(content)
    exchange.sendResponseHeaders(200, body.length)
    exchange.responseBody.write(body)
  }

  static String sha256(byte[] bytes) {
    MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString()
  }

  @Override
  void close() {
    server.stop(0)
    threads.shutdownNow()
  }
}
