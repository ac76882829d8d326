package pva.data;

/** The overview as plain text. */
public final class OverviewText {
  private OverviewText() {
  }

  public static String render(Dataset dataset) {
    throw new UnsupportedOperationException();
  }
}
