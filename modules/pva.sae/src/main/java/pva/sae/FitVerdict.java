package pva.sae;

import java.util.List;

/** Judges whether a dictionary belongs to the layer it is applied at. */
public final class FitVerdict {
  private FitVerdict() {
  }

  public static Fit judge(DictionaryInfo dictionary, int layer, Fit.At at, List<Fit.Neighbour> neighbours) {
    throw new UnsupportedOperationException("not written yet");
  }
}
