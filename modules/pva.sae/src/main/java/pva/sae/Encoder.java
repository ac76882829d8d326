package pva.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pva.base.Progress;
import pva.base.PvaException;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Matrix;
import pva.tensor.Scope;
import pva.tensor.SparseMatrix;
import pva.tensor.TorchProgram;

/**
 * Computes latents of vectors on a device, in float32 whatever the weights are stored in, and vectors of latents.
 *
 * <p>A block of rows against a block of latents at a time, so memory is bounded by the blocks; the encoder's weights are used
 * where they are mapped. <b>Limitation:</b> weights of other types than float32 are widened in memory. An encoder is used by
 * one thread at a time.
 */
public final class Encoder implements AutoCloseable {
  /** How much is computed at a time, and how much of a matrix is one tensor. */
  record Blocks(int rows, int latents, long windowBytes) {
    static final Blocks USUAL = new Blocks(1024, 4096, 1L << 30);
  }

  /**
   * {@code latents}: the sum of all pre-activations, flat places and values of those above their limits, and all of them;
   * {@code candidates}: the same by score, and of each row only those that can be among the k largest.
   */
  private static final String SOURCE = """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def latents(self: __torch__.M, x: Tensor, w: List[Tensor], b: Tensor, limit: Tensor, start: int, n: int, column: int) -> List[Tensor]:
          done = 0
          pre = torch.narrow(b, 0, start, n)
          for i in range(torch.len(w)):
            part = torch.narrow(w[i], 1, column, n)
            rows = torch.size(part, 0)
            pre = torch.addmm(pre, torch.narrow(x, 1, done, rows), part)
            done = done + rows
          fires = torch.gt(pre, torch.narrow(limit, 0, start, n))
          at = torch.reshape(torch.nonzero(torch.reshape(fires, [-1])), [-1])
          return [torch.sum(pre), at, torch.take(pre, at), pre]
        def candidates(self: __torch__.M, x: Tensor, w: List[Tensor], b: Tensor, limit: Tensor, start: int, n: int, column: int, \
            scale: Tensor, k: int, signed: bool) -> List[Tensor]:
          done = 0
          pre = torch.narrow(b, 0, start, n)
          for i in range(torch.len(w)):
            part = torch.narrow(w[i], 1, column, n)
            rows = torch.size(part, 0)
            pre = torch.addmm(pre, torch.narrow(x, 1, done, rows), part)
            done = done + rows
          score = torch.mul(pre, torch.narrow(scale, 0, start, n))
          if signed:
            score = torch.abs(score)
          else:
            pass
          fires = torch.gt(score, torch.narrow(limit, 0, start, n))
          if torch.gt(k, 0):
            best, _0 = torch.topk(score, k, 1)
            fires = torch.logical_and(fires, torch.ge(score, torch.narrow(best, 1, k - 1, 1)))
          else:
            pass
          at = torch.reshape(torch.nonzero(torch.reshape(fires, [-1])), [-1])
          return [torch.sum(pre), at, torch.take(pre, at), pre]
        def broken(self: __torch__.M, pre: Tensor) -> Tensor:
          return torch.sum(torch.logical_not(torch.isfinite(pre)))
      """;

  private final Dictionary dictionary;
  private final Blocks blocks;
  private final Scope scope;
  private final TorchProgram program;
  private final EncoderMatrix encoder;
  private final DeviceTensor bias;
  private final LatentTerms terms;
  private final DeviceTensor scale;
  private final Reconstruction.Decoder decoder;

  Encoder(Dictionary dictionary, Device device, Blocks blocks) {
    this.dictionary = dictionary;
    this.blocks = blocks;
    Weights weights = dictionary.weights();
    int dSae = weights.dSae();
    weights.small().forEach(weights.file()::checkFinite);
    this.terms = dictionary.terms();
    this.scope = Scope.on(device);
    this.program = TorchProgram.compile(device, SOURCE);
    this.encoder = EncoderMatrix.of(weights.encoder(), blocks.latents, blocks.windowBytes, scope);
    this.bias = scope.f32(terms.bias(), dSae);
    this.scale = scope.f32(terms.scale() == null ? terms.filled(1) : terms.scale(), dSae);
    this.decoder = new Reconstruction.Decoder(dictionary);
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
    try (Progress.Task task = progress.start("encode", x.rows(), "rows"); Scope call = scope.child()) {
      DeviceTensor limit = call.f32(limit(direct() ? threshold : 0), dictionary.info().dSae());
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

  /** Whether a latent fires by its pre-activation alone, which is then its value. */
  private boolean direct() {
    return terms.direct() && dictionary.rule().selection().kind() == Selection.Kind.ALL;
  }

  /** Where every latent above 0 is a candidate until all are known, fewer rows at a time keep the candidates few. */
  private int rowsEach() {
    return dictionary.rule().selection().kind() == Selection.Kind.GROUP_MAXIMUM ? Math.min(blocks.rows, 64) : blocks.rows;
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

  private void encodeBlock(float[] x, int n, DeviceTensor limit, Found.Row row, SparseMatrix.Builder into) {
    int dSae = dictionary.info().dSae();
    List<Found> all = new ArrayList<>();
    try (Scope block = scope.child()) {
      DeviceTensor rows = block.f32(Arrays.copyOf(x, n * dictionary.info().dIn()), n, dictionary.info().dIn());
      for (int start = 0; start < dSae; start += blocks.latents) {
        try (Scope one = block.child()) {
          int latents = Math.min(blocks.latents, dSae - start);
          List<DeviceTensor> out = found(one, rows, limit, start, latents);
          checkSum(one, out.get(0).floats()[0], out.get(3));
          all.add(new Found(start, latents, out.get(1).longs(), out.get(2).floats()));
        }
      }
    }
    for (int r = 0; r < n; r++) {
      for (Found found : all) {
        found.moveRow(r, row);
      }
      row.end(into);
    }
  }

  private List<DeviceTensor> found(Scope one, DeviceTensor rows, DeviceTensor limit, int start, int latents) {
    if (direct()) {
      return program.callList(one, "latents", rows, encoder.holding(start), bias, limit, start, latents, encoder.column(start));
    }
    Selection selection = dictionary.rule().selection();
    return program.callList(one, "candidates", rows, encoder.holding(start), bias, limit, start, latents, encoder.column(start), scale,
        Math.min(selection.perBlock(), latents), selection.signed());
  }

  /** A pre-activation that is NaN or infinite shows in the sum, which is one look at each; then they are counted. */
  private void checkSum(Scope scope, float sum, DeviceTensor pre) {
    if (!Float.isFinite(sum) && program.call(scope, "broken", pre).longs()[0] > 0) {
      // either a weight is no number, which the check names, or a sum left the range of float32
      dictionary.checkWeights();
      throw PvaException.failed("PVA-SAE-012", "pre-activations are too large for float32").at(dictionary.info().path());
    }
  }

  /** The reconstruction [rows, dOut], computed as its rows are read; {@code x} gives the scale and the skip term where there are such. */
  public Matrix decode(SparseMatrix latents, Matrix x) {
    return new Reconstruction(decoder, latents, x);
  }

  @Override
  public void close() {
    encoder.close();
    program.close();
    scope.close();
  }
}
