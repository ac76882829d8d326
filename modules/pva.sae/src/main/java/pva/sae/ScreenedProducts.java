package pva.sae;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TorchProgram;

/**
 * The same pre-activations with a fraction of the work, on a processor that multiplies bfloat16: all products in bfloat16, which are
 * off by no more than a bound that is known, and then, to the last bit of float32, those few that may exceed their limits.
 *
 * <p>With {@code x = x' + e} and {@code w = w' + f}, where {@code x'} and {@code w'} are rounded to bfloat16, Cauchy and Schwarz give
 * {@code |x·w - x'·w'| <= |e||w| + |x'||f|}; sums of n products in float32 are off by another {@code n 2^-24 |x'||w'|}. Rounding keeps
 * order, so a product that exceeds its limit is never below the rounded limit less the bound.
 *
 * <p>Weights are read a block of latents at a time and never held. Where the bound says little, because
 * many latents fire or numbers are very large, the rows are left to {@link DenseProducts}.
 */
final class ScreenedProducts implements Products {
  /** Computing one product alone takes as long as some 60 take among all others. */
  private static final int RARE = 64;
  private static final int ALIGNED = 64;

  /**
   * {@code rows}: x in bfloat16, and the lengths of what it lost and of itself; {@code screen}: a number that is finite where all are, and
   * the flat places of the products that may exceed {@code limit}. {@code tiny} is what squares may have lost below the least number.
   */
  private static final String SOURCE = """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def rows(self: __torch__.M, x: Tensor, tiny: float) -> List[Tensor]:
          near = torch.to(x, 15, False, False, None)
          lost = torch.sub(x, torch.to(near, 6, False, False, None))
          squares = torch.stack([torch.sum(torch.mul(lost, lost), [1]), torch.sum(torch.mul(x, x), [1])], 1)
          return [near, torch.sqrt(torch.add(squares, tiny))]
        def room(self: __torch__.M, n: int, dtype: int) -> Tensor:
          return torch.zeros([n], dtype=dtype, layout=None, device=None, pin_memory=None)
        def screen(self: __torch__.M, near: Tensor, lengths: Tensor, stored: Tensor, turned: bool, limit: Tensor, sums: float, tiny: float, \
            room: Tensor, small: Tensor) -> List[Tensor]:
          along = [int(turned)]
          squares = torch.reshape(torch.narrow(room, 0, 0, torch.numel(stored)), torch.size(stored))
          _0 = torch.mul(stored, stored, out=squares)
          length = torch.sqrt(torch.add(torch.sum(squares, along), tiny))
          rounded = torch.copy_(torch.reshape(torch.narrow(small, 0, 0, torch.numel(stored)), torch.size(stored)), stored)
          lost = torch.sub_(torch.copy_(squares, rounded), stored)
          off = torch.sqrt(torch.add(torch.sum(torch.mul_(lost, lost), along), tiny))
          weights = torch.stack([length, torch.add(off, length, alpha=sums)], 0)
          least = torch.addmm(limit, lengths, weights, beta=1, alpha=-1.01)
          if turned:
            rounded = torch.t(rounded)
          else:
            pass
          may = torch.ge(torch.matmul(near, rounded), torch.to(least, 15, False, False, None))
          at = torch.reshape(torch.nonzero(torch.reshape(may, [-1])), [-1])
          return [torch.mul(torch.sum(weights), torch.max(lengths)), at]
      """;

  private final Dictionary dictionary;
  private final Device device;
  private final int rare;
  private final int dIn;
  private final int latentsEach;
  private final boolean turned;
  private final Scope scope;
  private final TorchProgram program;
  /** For one block of latents, used again for each: its weights as stored, room for as many numbers, and the weights in bfloat16. */
  private final ByteBuffer weights;
  private final DeviceTensor room;
  private final DeviceTensor small;
  private Optional<DenseProducts> dense = Optional.empty();

  ScreenedProducts(Dictionary dictionary, Device device, Encoder.Blocks blocks) {
    this(dictionary, device, blocks, RARE);
  }

  /** @param rare rows go the dense way where more than one product of a block in so many is a candidate */
  ScreenedProducts(Dictionary dictionary, Device device, Encoder.Blocks blocks, int rare) {
    this.dictionary = dictionary;
    this.rare = rare;
    this.device = device;
    this.dIn = dictionary.info().dIn();
    this.turned = dictionary.weights().encoderTurned();
    int most = Math.max(1, (Integer.MAX_VALUE - 2 * ALIGNED) / Float.BYTES / dIn);
    this.latentsEach = Math.min(most, Math.min(blocks.latents(), dictionary.info().dSae()));
    this.scope = Scope.on(device);
    this.program = TorchProgram.compile(device, SOURCE);
    this.weights = ByteBuffer.allocateDirect(latentsEach * dIn * Float.BYTES + 2 * ALIGNED).alignedSlice(ALIGNED);
    this.room = program.call(scope, "room", latentsEach * dIn, 6);
    this.small = program.call(scope, "room", latentsEach * dIn, 15);
  }

  /** Whether a dictionary can be screened for, because a latent fires by its own product, and is screened sooner than computed. */
  static boolean pays(Dictionary dictionary, Device device) {
    return dictionary.rule().selection().kind() == Selection.Kind.ALL && dictionary.terms().rises() && !device.gpu() && Device.bf16();
  }

  @Override
  public List<Found> above(float[] limit, float[] x, int n) {
    return screened(limit, x, n).orElseGet(() -> {
      dense = dense.or(() -> Optional.of(new DenseProducts(dictionary, device, Encoder.Blocks.DENSE)));
      return dense.get().above(limit, x, n);
    });
  }

  /** Whether rows were ever left to {@link DenseProducts}. */
  boolean usedDense() {
    return dense.isPresent();
  }

  private Optional<List<Found>> screened(float[] limit, float[] x, int n) {
    int dSae = dictionary.info().dSae();
    ExactProducts exact = new ExactProducts(x, n, dIn);
    List<Found> all = new ArrayList<>();
    try (Scope call = scope.child()) {
      DeviceTensor given = call.f32(x.length == n * dIn ? x : Arrays.copyOf(x, n * dIn), n, dIn);
      List<DeviceTensor> rows = program.callList(call, "rows", given, tiny());
      given.close();
      for (int start = 0; start < dSae; start += latentsEach) {
        int latents = Math.min(latentsEach, dSae - start);
        ByteBuffer block = weights.duplicate().order(ByteOrder.nativeOrder()).limit(latents * dIn * Float.BYTES);
        dictionary.weights().copyEncoder(start, latents, block.slice().order(ByteOrder.nativeOrder()));
        Optional<long[]> candidates = candidates(call, rows, block, products(limit, start, latents));
        if (candidates.isEmpty() || candidates.get().length > (long) n * latents / rare) {
          return Optional.empty();
        }
        all.add(exact.above(limit, dictionary.terms(), start, latents, candidates.get(), block.asFloatBuffer(), turned));
      }
    }
    return Optional.of(all);
  }

  /** Nothing where a weight, or what may come of it, is no number. */
  private Optional<long[]> candidates(Scope call, List<DeviceTensor> rows, ByteBuffer block, float[] least) {
    try (Scope one = call.child()) {
      DeviceTensor w = turned ? one.f32(block, least.length, dIn) : one.f32(block, dIn, least.length);
      List<DeviceTensor> out = program.callList(one, "screen", rows.get(0), rows.get(1), w, turned, one.f32(least, least.length),
          (dIn + 8) * 0x1p-23, tiny(), room, small);
      return Float.isFinite(out.get(0).floats()[0]) ? Optional.of(out.get(1).longs()) : Optional.empty();
    }
  }

  private double tiny() {
    return dIn * (double) Float.MIN_NORMAL;
  }

  /** What the products themselves must exceed: the limits without scales and biases, less what float32 may have added to the difference. */
  private float[] products(float[] limit, int start, int latents) {
    LatentTerms terms = dictionary.terms();
    float[] least = new float[latents];
    for (int i = 0; i < latents; i++) {
      double pre = limit[start + i] / terms.scale(start + i);
      double c = pre - terms.bias()[start + i];
      least[i] = (float) (c - (Math.abs(c) + Math.abs(pre)) * 0x1p-20 - 1e-30);
    }
    return least;
  }

  @Override
  public void close() {
    dense.ifPresent(DenseProducts::close);
    program.close();
    scope.close();
  }
}
