package pva.data

import java.net.http.HttpHeaders
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class RetryRuleSpec extends Specification {
  static final Instant NOW = Instant.parse('2026-01-01T00:00:00Z')

  def 'pauses double up to the longest, then it gives up'() {
    expect:
    (1..6).collect { RetryRule.STANDARD.pause(it, Optional.empty()).map { d -> d.toSeconds() }.orElse(null) } == [1L, 2L, 4L, 8L, 16L, null]
  }

  def 'a server may ask for a longer pause, not for a shorter one, and not for ever'() {
    expect:
    RetryRule.STANDARD.pause(1, Optional.of(Duration.ofSeconds(asked))).map { it.toSeconds() }.orElse(null) == pause

    where:
    asked | pause
    0     | 1
    40    | 40
    300   | 300
    301   | null
  }

  def 'the pause asked for is read from #headers'() {
    given:
    HttpHeaders said = HttpHeaders.of(headers.collectEntries { k, v -> [k, [v]] }) { a, b -> true }

    expect:
    RetryRule.asked(said, NOW).map { it.toSeconds() }.orElse(null) == seconds

    where:
    headers                                            | seconds
    [:]                                                | null
    ['Retry-After': '7']                               | 7
    ['Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT']   | 60
    ['Retry-After': 'Wed, 31 Dec 2025 00:00:00 GMT']   | 0
    ['Retry-After': 'soon']                            | null
    [RateLimit: '"api";r=0;t=55']                      | 55
    [RateLimit: '"api";r=9;t=55']                      | null
  }
}
