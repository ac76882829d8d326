package pva.analysis.steer;

import pva.base.PvaException;

/**
 * One way in which the tasks are solved.
 *
 * @param name what is steered along; the temperature of resampling
 * @param amount the dose, in the unit of the study; 0 without steering
 * @param sample number of the sample, 0 but for resampling
 */
record Arm(Kind kind, String name, double amount, int sample) {
  /** What an arm is to the study. */
  enum Kind {
    UNSTEERED, DIRECTION, LATENT, RANDOM, RESAMPLED;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw PvaException.failed("PVA-STEER-020", "there is no kind of arm `" + word + "`");
    }

    boolean control() {
      return this == LATENT || this == RANDOM;
    }
  }

  static final Arm UNSTEERED = new Arm(Kind.UNSTEERED, "unsteered", 0, 0);

  /** A file name that no other arm of the study has. */
  String file() {
    return kind.word() + "-" + name.replaceAll("[^A-Za-z0-9]+", "_") + "-" + Double.toString(amount) + "-" + sample + ".parquet";
  }
}
