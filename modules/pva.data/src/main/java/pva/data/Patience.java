package pva.data;

import java.time.Duration;
import java.util.Optional;
import pva.base.Progress;
import pva.base.PvaException;

/** Bears failures that may pass, as long as the rule allows. */
final class Patience {
  private final RetryRule rule;
  private final Progress progress;
  private int failures;

  Patience(RetryRule rule, Progress progress) {
    this.rule = rule;
    this.progress = progress;
  }

  /** Something was gained: failures count from nothing again. */
  void gained() {
    failures = 0;
  }

  /** Waits, or throws what the fault says when it does not pass. */
  void bear(PassingFault fault) {
    failures++;
    Optional<Duration> pause = rule.pause(failures, fault.asked());
    if (pause.isEmpty()) {
      throw fault.last();
    }
    progress.note(fault.last().getMessage() + "; trying again in " + seconds(pause.get()));
    try {
      Thread.sleep(pause.get().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  static PvaException interrupted() {
    return PvaException.failed("PVA-HUB-016", "the download was interrupted").help("run it again: it goes on where it stopped");
  }

  static String seconds(Duration pause) {
    return pause.toMillis() % 1000 == 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
  }
}
