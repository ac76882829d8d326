package pva.data;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a request is made again and how long to wait before: twice as long each time, or as long as the server asks.
 *
 * @param tries in a row without a byte gained, the first one included
 * @param first pause after the first failure
 * @param longest pause of our own choice
 * @param patience longest pause that a server may ask for
 */
record RetryRule(int tries, Duration first, Duration longest, Duration patience) {
  static final RetryRule STANDARD = new RetryRule(6, Duration.ofSeconds(1), Duration.ofSeconds(16), Duration.ofMinutes(5));

  private static final Pattern LIMIT = Pattern.compile(";\\s*r\\s*=\\s*0\\s*;\\s*t\\s*=\\s*(\\d{1,9})");

  /** The pause after that many failures in a row; empty = give up. */
  Optional<Duration> pause(int failures, Optional<Duration> asked) {
    if (failures >= tries || asked.isPresent() && asked.get().compareTo(patience) > 0) {
      return Optional.empty();
    }
    Duration own = first.multipliedBy(1L << Math.min(failures - 1, 20));
    Duration bounded = own.compareTo(longest) > 0 ? longest : own;
    return Optional.of(asked.filter(a -> a.compareTo(bounded) > 0).orElse(bounded));
  }

  /** What {@code Retry-After} (seconds or a date) or the hub's {@code RateLimit} asks for. */
  static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    Optional<String> after = headers.firstValue("retry-after").map(String::strip);
    if (after.isPresent() && after.get().matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(after.get())));
    }
    if (after.isPresent()) {
      try {
        Instant until = ZonedDateTime.parse(after.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return Optional.of(until.isBefore(now) ? Duration.ZERO : Duration.between(now, until));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    Matcher limit = LIMIT.matcher(headers.firstValue("ratelimit").orElse(""));
    return limit.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(limit.group(1)))) : Optional.empty();
  }
}
