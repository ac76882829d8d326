package pva.model;

/**
 * How attention is divided: of every head of every block looked at the share that goes to each part of a text. Shares of a head add up
 * to 1.
 *
 * @param first the first of the layers
 * @param values [layers, heads, parts], row-major
 */
public record AttentionShares(int first, int layers, int heads, int parts, float[] values) {
  public AttentionShares {
    if (values.length != Math.multiplyExact(Math.multiplyExact(layers, heads), parts)) {
      throw new IllegalArgumentException(values.length + " shares of " + layers + " layers, " + heads + " heads, " + parts + " parts");
    }
  }

  public float share(int layer, int head, int part) {
    return values[((layer - first) * heads + head) * parts + part];
  }
}
