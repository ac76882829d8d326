package pva.sae;

import java.util.List;
import pva.base.Progress;
import pva.base.PvaException;
import pva.tensor.Device;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Computes latents of vectors on a device, in float32 whatever the weights are stored in, and vectors of latents.
 *
 * <p>A block of rows against a block of latents at a time, so memory is bounded by the blocks. On a processor that multiplies bfloat16
 * most latents are ruled out in bfloat16 first, which changes none that fires: {@link ScreenedProducts}. An encoder is used by one thread
 * at a time.
 */
public final class Encoder implements AutoCloseable {
  /** How much is computed at a time, and how much of a matrix is one tensor. */
  record Blocks(int rows, int latents, long windowBytes) {
    static final Blocks DENSE = new Blocks(1024, 4096, 1L << 30);
    /** So many rows that to read the weights once more for the next ones costs little beside their products. */
    static final Blocks SCREENED = new Blocks(4096, 1024, 1L << 30);
  }

  /** Of activations at a time. */
  private static final int NUMBERS = 1 << 23;

  private final Dictionary dictionary;
  private final Blocks blocks;
  private final LatentTerms terms;
  private final Products products;
  private final Reconstruction.Decoder decoder;

  Encoder(Dictionary dictionary, Blocks blocks, Products products) {
    this.dictionary = dictionary;
    this.blocks = blocks;
    this.products = products;
    this.terms = dictionary.terms();
    this.decoder = new Reconstruction.Decoder(dictionary);
  }

  static Encoder of(Dictionary dictionary, Device device) {
    dictionary.weights().small().forEach(dictionary.weights().file()::checkFinite);
    return ScreenedProducts.pays(dictionary, device)
        ? new Encoder(dictionary, Blocks.SCREENED, new ScreenedProducts(dictionary, device, Blocks.SCREENED))
        : new Encoder(dictionary, Blocks.DENSE, new DenseProducts(dictionary, device, Blocks.DENSE));
  }

  public Dictionary dictionary() {
    return dictionary;
  }

  /**
   * Latents of the rows of {@code x} [rows, dIn]: [rows, dSae], only values above 0, or other than 0 where the dictionary
   * keeps signs. Fails with PVA-SAE-010 where the rows
   * have another length, with PVA-SAE-011 where they hold NaN or infinite values.
   *
   * @param threshold activations at or below it are 0 too, after the dictionary's own rule; 0 = own rule only
   */
  public SparseMatrix encode(Matrix x, float threshold, Progress progress) {
    int dIn = dictionary.info().dIn();
    if (x.cols() != dIn) {
      throw PvaException.failed("PVA-SAE-010", "the dictionary reads vectors of " + dIn + " numbers, the activations have " + x.cols())
          .at(dictionary.info().path()).help("take the dictionary of this model and of this layer");
    }
    SparseMatrix.Builder latents = SparseMatrix.builder(dictionary.info().dSae());
    Found.Row row = new Found.Row(dictionary.info().dSae(), terms, dictionary.rule().selection(), threshold);
    int rowsEach = rowsEach();
    float[] limit = limit(dictionary.direct() ? threshold : 0);
    try (Progress.Task task = progress.start("encode", x.rows(), "rows")) {
      float[] block = new float[(int) Math.min(rowsEach, x.rows()) * dIn];
      for (long from = 0; from < x.rows(); from += rowsEach) {
        int n = (int) Math.min(rowsEach, x.rows() - from);
        x.read(from, n, block, 0);
        checkFinite(block, n, from);
        prepare(block, n);
        encodeBlock(block, n, limit, row, latents);
        task.advance(n);
      }
    }
    return latents.build();
  }

  /** Where every latent above 0 is a candidate until all are known, fewer rows at a time keep the candidates few. */
  private int rowsEach() {
    int most = dictionary.rule().selection().kind() == Selection.Kind.GROUP_MAXIMUM ? 64 : Math.max(64, NUMBERS / dictionary.info().dIn());
    return Math.min(blocks.rows, most);
  }

  /** Above the latent's own threshold, above 0 and above the cut is above the largest of the three. */
  private float[] limit(float cut) {
    float[] limit = terms.filled(0);
    for (int i = 0; i < limit.length; i++) {
      limit[i] = Math.max(terms.threshold()[i], Math.max(cut, 0f));
    }
    return limit;
  }

  private void checkFinite(float[] x, int n, long from) {
    int dIn = dictionary.info().dIn();
    for (int i = 0; i < n * dIn; i++) {
      if (!Float.isFinite(x[i])) {
        throw PvaException.failed("PVA-SAE-011", "the activations hold " + x[i] + " at [" + (from + i / dIn) + ", " + i % dIn + "]")
            .help("check the model and its precision: activations must be numbers");
      }
    }
  }

  private void prepare(float[] x, int n) {
    Rule rule = dictionary.rule();
    int dIn = dictionary.info().dIn();
    for (int r = 0; r < n; r++) {
      Normalisation.Scale scale = rule.before(x, r * dIn, dIn);
      for (int i = 0; i < dIn; i++) {
        int k = r * dIn + i;
        float z = rule.normalisation() == Normalisation.NONE ? x[k] : (float) ((x[k] - scale.shift()) * scale.in());
        x[k] = rule.subtractsDecoderBias() ? z - terms.decoderBias()[i] : z;
      }
    }
  }

  private void encodeBlock(float[] x, int n, float[] limit, Found.Row row, SparseMatrix.Builder into) {
    List<Found> all = products.above(limit, x, n);
    for (int r = 0; r < n; r++) {
      for (Found found : all) {
        found.moveRow(r, row);
      }
      row.end(into);
    }
  }

  /** The reconstruction [rows, dOut], computed as its rows are read; {@code x} gives the scale and the skip term where there are such. */
  public Matrix decode(SparseMatrix latents, Matrix x) {
    return new Reconstruction(decoder, latents, x);
  }

  @Override
  public void close() {
    products.close();
  }
}
