package pva.analysis.spec;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import pva.base.PvaException;

/**
 * How steering changes the stream, and how much of it is tried.
 *
 * @param amounts ascending, none 0, no two alike; negative ones push away from the direction. A single 1 for {@link Unit#ABLATE}
 */
public record DoseSpec(Unit unit, List<Double> amounts) {
  /** What an amount is counted in; controls get the same push, so that they differ in direction alone. */
  public enum Unit {
    /** Lengths of the token's own residual. */
    RESIDUAL_NORM("lengths of the residual"),
    /** As it is: the length of what is added. */
    ABSOLUTE("length added"),
    /** Times the largest activation of the latent on the select prompts. */
    MAX_ACTIVATION("largest activations of the latent"),
    /** Nothing is added: the direction is taken out. */
    ABLATE("direction taken out");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    /** In words, as an axis has it. */
    public String words() {
      return words;
    }
  }

  public DoseSpec {
    Objects.requireNonNull(unit);
    amounts = amounts.stream().sorted().toList();
    if (amounts.isEmpty()) {
      throw PvaException.usage("PVA-STEER-002", "no dose is said").word("dose").help("write for example: dose residualNorm(0.1, 0.2, 0.4)");
    }
    for (int i = 0; i < amounts.size(); i++) {
      double amount = amounts.get(i);
      if (amount == 0 || !Double.isFinite(amount) || i > 0 && amount == amounts.get(i - 1)) {
        throw PvaException.usage("PVA-STEER-003", amount == 0 ? "a dose of 0 changes nothing; it is drawn in any case"
            : Double.isFinite(amount) ? "the dose " + written(amount) + " is said twice" : "a dose is a finite number, not " + amount)
            .word("dose");
      }
    }
  }

  public static DoseSpec ablation() {
    return new DoseSpec(Unit.ABLATE, List.of(1.0));
  }

  public boolean ablates() {
    return unit == Unit.ABLATE;
  }

  /** The dose as a reader writes it. */
  public String label(double amount) {
    return ablates() ? "out" : written(amount);
  }

  private static String written(double amount) {
    return amount == Math.rint(amount) ? String.format(Locale.ROOT, "%.0f", amount) : Double.toString(amount);
  }
}
