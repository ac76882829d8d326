package pva.data;

import java.time.Duration;
import java.util.Optional;
import pva.base.PvaException;

/** A failure that may pass by itself: a lost connection, a busy server. What to say when it does not comes along. */
final class PassingFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final PvaException last;
  private final transient Optional<Duration> asked;

  PassingFault(PvaException last, Optional<Duration> asked) {
    super(last);
    this.last = last;
    this.asked = asked;
  }

  PvaException last() {
    return last;
  }

  /** The pause that the server asks for. */
  Optional<Duration> asked() {
    return asked;
  }
}
