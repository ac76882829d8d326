package pva.analysis.spec;

import java.util.List;

/** Which tensor is given to the dictionary of a layer. */
public enum Pairing {
  /** The tensor that the dictionary was trained on. */
  MATCHED,
  /**
   * As in the published study of code correctness (arXiv 2510.02917): the residual stream before block L, which is the one after block
   * L − 1, is given to the dictionary trained on the stream after block L; rates on general text are counted after block L. It is off
   * by one, and kept so that the study can be repeated.
   */
  PUBLISHED;

  /** What a reader of any output has to know; for {@link #PUBLISHED} only. */
  public static String warning(List<Integer> layers) {
    return layers.size() == 1 ? warning(layers.get(0)) : "Published pairing, off by one as in arXiv 2510.02917: the dictionary of each "
        + "layer L is given the residual stream before block L, on which it was not trained; general text is counted after block L. "
        + "For reproduction only.";
  }

  /** The same of one layer. */
  public static String warning(int layer) {
    return "Published pairing, off by one as in arXiv 2510.02917: the dictionary of layer " + layer
        + " is given the residual stream before "
        + "block " + layer + ", on which it was not trained; general text is counted after block " + layer + ". For reproduction only.";
  }
}
