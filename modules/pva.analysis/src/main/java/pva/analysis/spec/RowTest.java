package pva.analysis.spec;

import java.util.Set;
import pva.stats.Column;

/** A test of one latent that takes rows one by one; its columns in the table of latents. */
public enum RowTest {
  WELCH("Welch's t", Column.WELCH_T, Column.WELCH_DF, Column.WELCH_P),
  MANN_WHITNEY("Mann-Whitney's U", Column.MWU_U, Column.MWU_P),
  FISHER("Fisher's exact test of firing", Column.FISHER_P);

  private final String words;
  private final Set<Column> columns;

  RowTest(String words, Column... columns) {
    this.words = words;
    this.columns = Set.of(columns);
  }

  /** Its name in a sentence. */
  public String words() {
    return words;
  }

  public Set<Column> columns() {
    return columns;
  }
}
