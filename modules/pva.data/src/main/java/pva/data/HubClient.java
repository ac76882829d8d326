package pva.data;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pva.base.Progress;

/**
 * Asks a hub over HTTP. Redirects are followed here and not by the JDK, because the token may be shown to the hub alone, never
 * to the servers that it sends us on to.
 */
final class HubClient {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int HOPS = 10;
  private static final int LONGEST_PAGE = 64 << 20;
  private static final long POLL_MILLIS = 50;

  private final HubSettings settings;
  private HttpClient http;

  HubClient(HubSettings settings) {
    this.settings = settings;
  }

  /** A page read whole. */
  record Page(HttpHeaders headers, byte[] body) {
  }

  /** What the hub says of a file without sending it; failures that may pass are borne. */
  HttpHeaders head(URI uri, HubFaults faults, Progress progress) {
    return patiently(progress, () -> ask("HEAD", uri, 0, null, faults).headers());
  }

  /** Reads a page whole; failures that may pass are borne. */
  Page page(URI uri, HubFaults faults, Progress progress) {
    return patiently(progress, () -> {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      ByteSink sink = new ByteSink() {
        @Override
        public void restart() {
          body.reset();
        }

        @Override
        public void accept(byte[] chunk) {
          if (body.size() + chunk.length > LONGEST_PAGE) {
            throw faults.notAHub("its page is longer than " + HubFile.text(LONGEST_PAGE), uri);
          }
          body.writeBytes(chunk);
        }
      };
      return new Page(ask("GET", uri, 0, sink, faults).headers(), body.toByteArray());
    });
  }

  /**
   * Asks once for the bytes of a file from an offset on. A server that sends the whole file instead makes the sink start
   * again.
   */
  void stream(URI uri, long from, ByteSink sink, HubFaults faults) throws PassingFault {
    ask("GET", uri, from, sink, faults);
  }

  private <T> T patiently(Progress progress, Attempt<T> attempt) {
    Patience patience = new Patience(settings.retry(), progress);
    while (true) {
      try {
        return attempt.make();
      } catch (PassingFault fault) {
        patience.bear(fault);
      }
    }
  }

  private interface Attempt<T> {
    T make() throws PassingFault;
  }

  private HttpResponse<Void> ask(String method, URI start, long from, ByteSink sink, HubFaults faults) throws PassingFault {
    if (settings.offline()) {
      throw faults.offline();
    }
    URI at = start;
    for (int hop = 0; hop < HOPS; hop++) {
      HttpResponse<Void> response = send(request(method, at, from), from, sink, faults);
      int status = response.statusCode();
      HttpHeaders headers = response.headers();
      Optional<String> location = headers.firstValue("location");
      boolean redirect = REDIRECTS.contains(status) && location.isPresent();
      // the facts of a large file stand on the redirect itself
      if (status == 200 || status == 206 && started(headers, from) || redirect && method.equals("HEAD") && hasFacts(headers)) {
        return response;
      }
      if (!redirect) {
        throw status == 206 || status == 416 ? startAgain(sink, at, faults) : faults.refused(status, headers, at);
      }
      at = next(at, location.get(), faults);
    }
    throw faults.notAHub("it redirects in circles", start);
  }

  private static boolean hasFacts(HttpHeaders headers) {
    return headers.firstValue("x-linked-etag").isPresent();
  }

  private static boolean started(HttpHeaders headers, long from) {
    return from > 0 && headers.firstValue("content-range").orElse("").startsWith("bytes " + from + "-");
  }

  private static RuntimeException startAgain(ByteSink sink, URI at, HubFaults faults) throws PassingFault {
    if (sink == null) {
      return faults.notAHub("it answers with a part that was not asked for", at);
    }
    sink.restart();
    throw faults.lost(null, at);
  }

  private static URI next(URI at, String location, HubFaults faults) {
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw faults.notAHub("it redirects to `" + location + "`", at);
    }
    boolean kept = "https".equals(next.getScheme()) || "http".equals(next.getScheme()) && "http".equals(at.getScheme());
    if (next.getHost() == null || !kept) {
      throw faults.notAHub("it redirects to `" + location + "`", at);
    }
    return next;
  }

  private HttpRequest request(String method, URI at, long from) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).method(method, HttpRequest.BodyPublishers.noBody())
        .header("User-Agent", "pva; java/" + Runtime.version().feature())
        .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (settings.token().isPresent() && isHub(at)) {
      request.header("Authorization", "Bearer " + settings.token().get());
    }
    return request.build();
  }

  private boolean isHub(URI at) {
    URI hub = settings.endpoint();
    return hub.getScheme().equals(at.getScheme()) && hub.getHost().equalsIgnoreCase(at.getHost()) && hub.getPort() == at.getPort();
  }

  private HttpResponse<Void> send(HttpRequest request, long from, ByteSink sink, HubFaults faults) throws PassingFault {
    Intake intake = new Intake(sink, from);
    CompletableFuture<HttpResponse<Void>> answer = http().sendAsync(request, info -> body(info, from, intake));
    try {
      while (true) {
        try {
          HttpResponse<Void> response = answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
          intake.check();
          return response;
        } catch (TimeoutException e) {
          intake.check();
          if (intake.silence().compareTo(settings.stall()) > 0) {
            throw faults.silent(settings.stall(), request.uri());
          }
        }
      }
    } catch (ExecutionException e) {
      intake.check();
      throw faults.lost(e.getCause(), request.uri());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Patience.interrupted();
    } finally {
      intake.close();
      answer.cancel(true);
    }
  }

  private static BodySubscriber<Void> body(ResponseInfo info, long from, Intake intake) {
    boolean wanted = intake.hasSink() && (info.statusCode() == 200 || info.statusCode() == 206 && started(info.headers(), from));
    return wanted ? BodySubscribers.ofByteArrayConsumer(chunk -> intake.accept(chunk, info.statusCode() == 200))
        : BodySubscribers.discarding();
  }

  private synchronized HttpClient http() {
    if (http == null) {
      // one plain connection carries a large file faster than a multiplexed one
      http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10).compareTo(settings.stall()) < 0 ? Duration.ofSeconds(10) : settings.stall()).build();
    }
    return http;
  }
}
