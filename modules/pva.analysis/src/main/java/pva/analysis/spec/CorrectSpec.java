package pva.analysis.spec;

import java.util.Objects;
import pva.base.PvaException;
import pva.stats.Column;

/** How p-values are adjusted for their number, and the level at which a latent counts as found. */
public record CorrectSpec(Method method, double level) {
  public CorrectSpec {
    Objects.requireNonNull(method);
    if (!(level > 0 && level < 1)) {
      throw PvaException.usage("PVA-RUN-063", "the level of a correction lies between 0 and 1, not at " + level).word("correct");
    }
  }

  /** A correction; its columns in the table of latents: of p-values that take rows one by one, and of those that keep tasks together. */
  public enum Method {
    BENJAMINI_HOCHBERG("Benjamini-Hochberg", Column.Q_BH, Column.Q_BH_TASK),
    BENJAMINI_YEKUTIELI("Benjamini-Yekutieli", Column.Q_BY, Column.Q_BY_TASK),
    HOLM("Holm", Column.P_HOLM, Column.P_HOLM), BONFERRONI("Bonferroni", Column.P_BONFERRONI, Column.P_BONFERRONI);

    private final String words;
    private final Column byRow;
    private final Column column;

    Method(String words, Column byRow, Column column) {
      this.words = words;
      this.byRow = byRow;
      this.column = column;
    }

    /** Its name in a sentence. */
    public String words() {
      return words;
    }

    /** Adjusts {@code welch_p}. */
    public Column byRow() {
      return byRow;
    }

    /** The one that counts. */
    public Column column() {
      return column;
    }

    /** Whether it bounds the chance of any false finding, and not the share of false ones among those found. */
    public boolean familyWise() {
      return this == HOLM || this == BONFERRONI;
    }
  }
}
