package pva.analysis.spec;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import pva.base.PvaException;

/**
 * Where a study steers at all: only where what is asked is above a limit, or below it.
 *
 * @param latent which latent, for {@link Kind#LATENT} alone
 * @param above whether the gate is open above the limit; else it is open below
 * @param limit an activation, or a probability of being right
 * @param eachToken whether every token is asked for itself; else the last token of the prompt is asked, once for a task
 */
public record GateSpec(Kind kind, OptionalInt latent, boolean above, double limit, boolean eachToken) {
  /** What is asked. */
  public enum Kind {
    /** The activation of a latent. */
    LATENT,
    /** The probability of a right solution, by a logistic regression on the last token of the select tasks' prompts. */
    PROBE
  }

  public GateSpec {
    Objects.requireNonNull(kind);
    if ((kind == Kind.LATENT) != latent.isPresent()) {
      throw new IllegalArgumentException(kind + " " + latent);
    }
    if (latent.isPresent() && latent.getAsInt() < 0) {
      throw PvaException.usage("PVA-STEER-001", "a latent is counted from 0, not " + latent.getAsInt()).word("gate");
    }
    if (kind == Kind.LATENT && !(limit >= 0 && limit < Double.POSITIVE_INFINITY)) {
      throw PvaException.usage("PVA-STEER-006", "an activation is 0 or more, not " + limit).word("gate");
    }
    if (kind == Kind.PROBE && !(limit > 0 && limit < 1)) {
      throw PvaException.usage("PVA-STEER-006", "a probe gives a probability between 0 and 1, not " + limit).word("gate");
    }
    if (kind == Kind.PROBE && eachToken) {
      throw PvaException.usage("PVA-STEER-007", "a probe knows the last token of a prompt and no other").word("gate")
          .help("write for example: gate probe(below: 0.5)").help("or let a latent decide: gate eachToken(latent(955, above: 0.5))");
    }
  }

  /** Asks the last token of the prompt. Fails with PVA-STEER-008 where not exactly one of the limits is given. */
  public static GateSpec latent(int latent, OptionalDouble above, OptionalDouble below) {
    return new GateSpec(Kind.LATENT, OptionalInt.of(latent), above.isPresent(), limit("latent(" + latent + ", above: 0.5)", above, below),
        false);
  }

  /** Fails with PVA-STEER-008 where not exactly one of the limits is given. */
  public static GateSpec probe(OptionalDouble above, OptionalDouble below) {
    return new GateSpec(Kind.PROBE, OptionalInt.empty(), above.isPresent(), limit("probe(below: 0.5)", above, below), false);
  }

  private static double limit(String example, OptionalDouble above, OptionalDouble below) {
    if (above.isPresent() == below.isPresent()) {
      throw PvaException.usage("PVA-STEER-008", above.isPresent() ? "a gate opens above one limit or below one, not both"
          : "where the gate opens is not said").word("gate").help("write for example: gate " + example);
    }
    return above.orElseGet(below::getAsDouble);
  }

  /** The same gate, asked at every token. */
  public GateSpec atEachToken() {
    return new GateSpec(kind, latent, above, limit, true);
  }
}
