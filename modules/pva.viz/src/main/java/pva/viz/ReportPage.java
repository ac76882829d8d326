package pva.viz;

/** The report of a run: one HTML page that loads nothing. */
public final class ReportPage {
  private ReportPage() {
  }

  /** The page; the same model gives the same bytes. */
  public static String render(ReportModel model) {
    throw new UnsupportedOperationException("report");
  }
}
