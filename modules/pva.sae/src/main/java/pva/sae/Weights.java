package pva.sae;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.base.PvaException;
import pva.tensor.Matrix;
import pva.tensor.TensorFile;
import pva.tensor.TensorInfo;

/**
 * The arrays of a dictionary, by their names in a file, with types and shapes checked against each other.
 *
 * <p>Whatever way round a file stores them, {@link #encoder} is [dIn, dSae] and {@link #decoder} [dSae, dOut].
 */
public final class Weights {
  /**
   * A matrix in a file.
   *
   * @param turned whether the file has rows for columns, as torch's {@code nn.Linear} does for encoders and decoders
   */
  public record Stored(String name, boolean turned) {
    public static Stored plain(String name) {
      return new Stored(name, false);
    }

    public static Stored turned(String name) {
      return new Stored(name, true);
    }

    private List<Long> shape(long rows, long cols) {
      return turned ? List.of(cols, rows) : List.of(rows, cols);
    }

    private long rows(TensorInfo info) {
      return info.shape().get(turned ? 1 : 0);
    }

    private long cols(TensorInfo info) {
      return info.shape().get(turned ? 0 : 1);
    }
  }

  private final TensorFile file;
  private final Stored encoder;
  private final Stored decoder;
  private final String encoderBias;
  private final String decoderBias;
  private final int dIn;
  private final int dSae;
  private final int dOut;
  private final List<String> vectors = new ArrayList<>();
  private Optional<Stored> skip = Optional.empty();
  private Matrix encoderMatrix;
  private Matrix decoderMatrix;

  /**
   * Fails with PVA-ST-020 where an array is missing, PVA-SAE-005 where its type and PVA-SAE-006 where its shape is wrong.
   *
   * @param encoderBias floating [dSae]
   * @param decoderBias floating [dOut]
   */
  public Weights(TensorFile file, Stored encoder, Stored decoder, String encoderBias, String decoderBias) {
    this.file = file;
    this.encoder = encoder;
    this.decoder = decoder;
    this.encoderBias = encoderBias;
    this.decoderBias = decoderBias;
    TensorInfo w = floating(encoder.name);
    if (w.shape().size() != 2 || w.count() == 0 || encoder.cols(w) > Integer.MAX_VALUE / Float.BYTES
        || encoder.rows(w) > Integer.MAX_VALUE / Float.BYTES) {
      throw PvaException.failed("PVA-SAE-006", encoder.name + " is " + w.shapeText() + ", not "
          + (encoder.turned ? "[d_sae, d_in]" : "[d_in, d_sae]")).at(file.path());
    }
    this.dIn = (int) encoder.rows(w);
    this.dSae = (int) encoder.cols(w);
    TensorInfo d = floating(decoder.name);
    // the only free size is that of the output, which is the input's except in transcoders
    boolean sized = d.shape().size() == 2 && decoder.rows(d) == dSae && decoder.cols(d) <= Integer.MAX_VALUE / Float.BYTES;
    this.dOut = sized ? (int) decoder.cols(d) : dIn;
    require(decoder.name, w, decoder.shape(dSae, dOut));
    require(encoderBias, w, List.of((long) dSae));
    require(decoderBias, d, List.of((long) dOut));
  }

  /** With further floating arrays of [dSae], such as {@code threshold}, which are checked alike. */
  public Weights with(String... vectorNames) {
    for (String name : vectorNames) {
      require(name, file.info(encoder.name), List.of((long) dSae));
      vectors.add(name);
    }
    return this;
  }

  /** With a skip term [dOut, dIn], which adds {@code x · skipᵀ} to the output. */
  public Weights skipping(Stored term) {
    require(term.name, file.info(encoder.name), term.shape(dOut, dIn));
    skip = Optional.of(term);
    return this;
  }

  /** As for dictionaries that rebuild what they read: fails with PVA-SAE-006 where the output has another length. */
  public Weights squared() {
    require(decoder.name, file.info(encoder.name), decoder.shape(dSae, dIn));
    return this;
  }

  public TensorFile file() {
    return file;
  }

  public int dIn() {
    return dIn;
  }

  public int dSae() {
    return dSae;
  }

  public int dOut() {
    return dOut;
  }

  /** The type the weights are stored in, such as {@code F32}. */
  public String dtype() {
    return file.info(encoder.name).dtype().name();
  }

  /** All that are there. */
  public List<String> names() {
    List<String> names = new ArrayList<>(matrices());
    names.addAll(small());
    return names;
  }

  /** The encoder and the decoder, which may be larger than memory. */
  private List<String> matrices() {
    return encoder.name.equals(decoder.name) ? List.of(encoder.name) : List.of(encoder.name, decoder.name);
  }

  /** All but encoder and decoder. */
  List<String> small() {
    List<String> names = new ArrayList<>(List.of(encoderBias, decoderBias));
    names.addAll(vectors);
    skip.ifPresent(s -> names.add(s.name));
    return names.stream().distinct().toList();
  }

  /** [dIn, dSae] */
  synchronized Matrix encoder() {
    encoderMatrix = encoderMatrix == null ? matrix(encoder) : encoderMatrix;
    return encoderMatrix;
  }

  /** Whether {@link #copyEncoder} gives rows for latents. */
  boolean encoderTurned() {
    return encoder.turned;
  }

  /** Copies the encoder's weights of some latents as the file has them: [dIn, latents], or [latents, dIn]. */
  void copyEncoder(int start, int latents, ByteBuffer into) {
    Matrix stored = file.matrix(encoder.name);
    if (encoder.turned) {
      stored.copy(start, into);
    } else {
      stored.copyColumns(start, latents, into);
    }
  }

  /** What the pre-activation of one latent weighs its input with, [dIn]. Reads the encoder once where its rows are not latents. */
  float[] encoderOf(int latent) {
    float[] column = new float[dIn];
    if (encoder.turned) {
      file.matrix(encoder.name).read(latent, 1, column, 0);
      return column;
    }
    float[] row = new float[dSae];
    for (int i = 0; i < dIn; i++) {
      encoder().read(i, 1, row, 0);
      column[i] = row[latent];
    }
    return column;
  }

  /** [dSae, dOut] */
  synchronized Matrix decoder() {
    decoderMatrix = decoderMatrix == null ? matrix(decoder) : decoderMatrix;
    return decoderMatrix;
  }

  /** [dOut, dIn], where there is one. */
  Optional<Matrix> skip() {
    return skip.map(this::matrix);
  }

  /** [dSae] */
  public float[] encoderBias() {
    return file.vector(encoderBias);
  }

  /** [dOut] */
  public float[] decoderBias() {
    return file.vector(decoderBias);
  }

  /** The Euclidean length of each row of the decoder, as stored. Reads it once, the way round it lies. */
  public double[] decoderNorms() {
    Matrix stored = file.matrix(decoder.name);
    double[] norms = new double[dSae];
    float[] row = new float[stored.cols()];
    for (int r = 0; r < stored.rows(); r++) {
      stored.read(r, 1, row, 0);
      for (int c = 0; c < row.length; c++) {
        norms[decoder.turned ? c : r] += (double) row[c] * row[c];
      }
    }
    for (int i = 0; i < dSae; i++) {
      norms[i] = Math.sqrt(norms[i]);
    }
    return norms;
  }

  private Matrix matrix(Stored stored) {
    Matrix asStored = file.matrix(stored.name);
    return stored.turned ? asStored.transposed() : asStored;
  }

  private void require(String name, TensorInfo by, List<Long> shape) {
    TensorInfo info = floating(name);
    if (!info.shape().equals(shape)) {
      throw PvaException.failed("PVA-SAE-006", name + " is " + info.shapeText() + ", but " + by.name() + " " + by.shapeText()
          + " asks for " + shape).at(file.path());
    }
  }

  private TensorInfo floating(String name) {
    TensorInfo info = file.info(name);
    if (!info.dtype().floating()) {
      throw PvaException.failed("PVA-SAE-005", name + " holds " + info.dtype() + ", not floating-point weights").at(file.path());
    }
    return info;
  }
}
