package pva.sae;

/** Measures the fit of a dictionary over tokens in one pass. */
public final class FitAccumulator {
  public FitAccumulator(Encoder encoder) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Adds {@code n} tokens: x holds n rows of dIn values. */
  public void add(float[] x, int n) {
    throw new UnsupportedOperationException("not written yet");
  }

  public Fit.At result() {
    throw new UnsupportedOperationException("not written yet");
  }
}
