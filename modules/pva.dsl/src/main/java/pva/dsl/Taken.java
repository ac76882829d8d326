package pva.dsl;

import pva.analysis.spec.DetectSpec;
import pva.analysis.spec.RankSpec;
import pva.analysis.spec.TestSpec;

/** What a setting takes where one word serves two settings: {@code welch()} ranks and tests, {@code auroc()} ranks and detects. */
public final class Taken {
  private Taken() {
  }

  /** What {@code rank} takes. */
  public interface Ranking {
    RankSpec ranking();
  }

  /** What {@code test} takes. */
  public interface Testing {
    TestSpec test();
  }

  /** What {@code detect} takes. */
  public interface Detecting {
    DetectSpec.Figure figure();
  }

  /** {@code welch()}. */
  public record Welch(RankSpec ranking, TestSpec test) implements Ranking, Testing {
  }

  /** {@code auroc()}. */
  public record Auroc(RankSpec ranking, DetectSpec.Figure figure) implements Ranking, Detecting {
  }
}
