package pva.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pva.base.PvaException;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TorchProgram;

/**
 * Every product in float32, whatever the weights are stored in, on any device and for every rule.
 *
 * <p>The weights are used where they are mapped. <b>Limitation:</b> weights of other types than float32 are widened in memory.
 */
final class DenseProducts implements Products {
  /**
   * {@code latents}: the sum of all pre-activations, flat places and values of those above their limits, and all of them;
   * {@code candidates}: the same by score, and of each row only those that can be among the k largest.
   */
  private static final String SOURCE = """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def products(self: __torch__.M, x: Tensor, w: List[Tensor], b: Tensor, start: int, n: int, column: int) -> Tensor:
          done = 0
          pre = torch.narrow(b, 0, start, n)
          for i in range(torch.len(w)):
            part = torch.narrow(w[i], 1, column, n)
            rows = torch.size(part, 0)
            pre = torch.addmm(pre, torch.narrow(x, 1, done, rows), part)
            done = done + rows
          return pre
        def latents(self: __torch__.M, x: Tensor, w: List[Tensor], b: Tensor, limit: Tensor, start: int, n: int, column: int) -> List[Tensor]:
          pre = (self).products(x, w, b, start, n, column)
          fires = torch.gt(pre, torch.narrow(limit, 0, start, n))
          at = torch.reshape(torch.nonzero(torch.reshape(fires, [-1])), [-1])
          return [torch.sum(pre), at, torch.take(pre, at), pre]
        def candidates(self: __torch__.M, x: Tensor, w: List[Tensor], b: Tensor, limit: Tensor, start: int, n: int, column: int, \
            scale: Tensor, k: int, signed: bool) -> List[Tensor]:
          pre = (self).products(x, w, b, start, n, column)
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
  private final int latentsEach;
  private final Scope scope;
  private final TorchProgram program;
  private final EncoderMatrix encoder;
  private final DeviceTensor bias;
  private final DeviceTensor scale;

  DenseProducts(Dictionary dictionary, Device device, Encoder.Blocks blocks) {
    this.dictionary = dictionary;
    this.latentsEach = blocks.latents();
    Weights weights = dictionary.weights();
    LatentTerms terms = dictionary.terms();
    this.scope = Scope.on(device);
    this.program = TorchProgram.compile(device, SOURCE);
    this.encoder = EncoderMatrix.of(weights.encoder(), latentsEach, blocks.windowBytes(), scope);
    this.bias = scope.f32(terms.bias(), weights.dSae());
    this.scale = scope.f32(terms.scale() == null ? terms.filled(1) : terms.scale(), weights.dSae());
  }

  @Override
  public List<Found> above(float[] limit, float[] x, int n) {
    int dSae = dictionary.info().dSae();
    int dIn = dictionary.info().dIn();
    List<Found> all = new ArrayList<>();
    try (Scope block = scope.child()) {
      DeviceTensor rows = block.f32(Arrays.copyOf(x, n * dIn), n, dIn);
      DeviceTensor limits = block.f32(limit, dSae);
      for (int start = 0; start < dSae; start += latentsEach) {
        try (Scope one = block.child()) {
          int latents = Math.min(latentsEach, dSae - start);
          List<DeviceTensor> out = found(one, rows, limits, start, latents);
          checkSum(one, out.get(0).floats()[0], out.get(3));
          all.add(new Found(start, latents, out.get(1).longs(), out.get(2).floats()));
        }
      }
    }
    return all;
  }

  private List<DeviceTensor> found(Scope one, DeviceTensor rows, DeviceTensor limit, int start, int latents) {
    if (dictionary.direct()) {
      return program.callList(one, "latents", rows, encoder.holding(start), bias, limit, start, latents, encoder.column(start));
    }
    Selection selection = dictionary.rule().selection();
    return program.callList(one, "candidates", rows, encoder.holding(start), bias, limit, start, latents, encoder.column(start), scale,
        Math.min(selection.perBlock(), latents), selection.signed());
  }

  /** A pre-activation that is NaN or infinite shows in the sum, which is one look at each; then they are counted. */
  private void checkSum(Scope one, float sum, DeviceTensor pre) {
    if (!Float.isFinite(sum) && program.call(one, "broken", pre).longs()[0] > 0) {
      // either a weight is no number, which the check names, or a sum left the range of float32
      dictionary.checkWeights();
      throw PvaException.failed("PVA-SAE-012", "pre-activations are too large for float32").at(dictionary.info().path());
    }
  }

  @Override
  public void close() {
    encoder.close();
    program.close();
    scope.close();
  }
}
