package pva.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import pva.base.Progress;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;
import pva.tensor.TorchProgram;

/**
 * The residual stream of a model up to one layer: the weights of blocks 0 to {@code through} on a device. Later blocks are
 * neither read nor computed; of the embedding only the rows of the tokens are read, from the mapped file.
 */
public final class ResidualModel implements AutoCloseable {
  /** Products of a token with a weight above which it is worth saying how long they will take: ten seconds of a fast processor. */
  private static final double LONG = 4e12;

  /** Of the free memory weights may take this much; the rest is for what runs through them and for everybody else. */
  private static final double SHARE = 0.8;

  private final Checkpoint checkpoint;
  private final DType compute;
  private final WeightFiles files;
  private final Embedding embedding;
  private final Scope scope;
  private final TorchProgram program;
  private final Kinds kinds;
  private final Prefixes prefixes = new Prefixes(this);
  /** Tells the program the type and the device of the computation. */
  private final DeviceTensor like;
  private WeightLoader loader;
  private BlockWeights blocks;

  /** A direction that the weights do not write; none = the weights are as they were published. */
  private final Optional<float[]> without;

  private ResidualModel(Checkpoint checkpoint, DType compute, Device device, Optional<float[]> without) {
    this.checkpoint = checkpoint;
    this.without = without;
    this.compute = compute;
    kinds = Kinds.of(checkpoint.decoder().blocks());
    files = checkpoint.weights();
    embedding = new Embedding(checkpoint, files);
    scope = Scope.on(device);
    program = TorchProgram.compile(device, checkpoint.decoder().program());
    try (Scope temporary = scope.child()) {
      like = program.call(scope, "enter", temporary.f32(new float[1], 1), 1.0, compute == DType.BF16);
    }
  }

  /**
   * Loads the weights of blocks 0 to {@code through}; where memory does not hold them, each is read when its turn comes, which a
   * note says.
   *
   * @param compute F32 or BF16: the type of weights and activations; other stored types are converted
   */
  public static ResidualModel load(Checkpoint checkpoint, int through, DType compute, Device device, Progress progress) {
    return load(checkpoint, through, compute, device, Optional.empty(), streams(checkpoint, through, compute, device, progress), progress);
  }

  /**
   * As {@link #load(Checkpoint, int, DType, Device, Progress)}, with weights that cannot write along a direction of the residual
   * stream: embedding, attention and feed-forward give nothing along it, whatever norm stands behind them, so the stream has
   * nothing along it but what rounding leaves; {@link Projection} tells how much that is. The head stays as it is, even where it
   * shares its rows with the embedding.
   *
   * @param direction [hidden], of any length but 0
   */
  public static ResidualModel orthogonal(
      Checkpoint checkpoint, int through, DType compute, Device device, float[] direction, Progress progress) {
    boolean streamed = streams(checkpoint, through, compute, device, progress);
    return load(checkpoint, through, compute, device, Optional.of(direction), streamed, progress);
  }

  /** All blocks in memory, whether or not they fit. */
  static ResidualModel whole(Checkpoint checkpoint, DType compute, Device device, Optional<float[]> without, Packing packing,
      Progress progress) {
    return load(checkpoint, -1, compute, device, without, packing, false, progress);
  }

  private static boolean streams(Checkpoint checkpoint, int through, DType compute, Device device, Progress progress) {
    long bytes = checkpoint.parameterBytes(checkpoint.opened(through), compute);
    long free = device.free().orElse(Long.MAX_VALUE);
    if (bytes <= SHARE * free) {
      return false;
    }
    progress.note(String.format(Locale.ROOT, "the weights, %,d MiB, do not fit into the %,d MiB of memory that are free: each block is read"
        + " from disk when its turn comes, once for every %,d tokens", bytes >> 20, free >> 20, Extractor.WAITING));
    return true;
  }

  private static ResidualModel load(Checkpoint checkpoint, int through, DType compute, Device device, Optional<float[]> without,
      boolean streamed, Progress progress) {
    return load(checkpoint, through, compute, device, without, Packing.reading(compute, device), streamed, progress);
  }

  static ResidualModel load(Checkpoint checkpoint, int through, DType compute, Device device, Optional<float[]> without, Packing packing,
      boolean streamed, Progress progress) {
    if (compute != DType.F32 && compute != DType.BF16) {
      throw new IllegalArgumentException("computation is in F32 or BF16, not " + compute);
    }
    without.ifPresent(direction -> Intervention.of(Hook.residPost(0), Edit.ablate(direction)).check(checkpoint));
    int last = checkpoint.opened(through);
    ResidualModel model = new ResidualModel(checkpoint, compute, device, without.map(Edit::unit));
    try (Progress.Task task = progress.start("load " + checkpoint.id(), last + 1, "blocks")) {
      List<Decoder.Block> blocks = checkpoint.decoder().blocks().subList(0, last + 1);
      model.loader = new WeightLoader(model.files, model.program, compute, model.without, model.packs(packing));
      model.blocks = BlockWeights.load(model.loader, model.scope, blocks, streamed, task);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Layers that are loaded: 0 to this one. */
  public int through() {
    return blocks.size() - 1;
  }

  public DType compute() {
    return compute;
  }

  /** Loads further weights in the same form. */
  WeightLoader loader() {
    return loader;
  }

  private boolean packs(Packing packing) {
    Decoder.Block block = checkpoint.decoder().blocks().get(0);
    return packing.packs(Packing.shapes(files, block), compute, steps -> {
      WeightLoader plain = new WeightLoader(files, program, compute, without, false);
      try (Scope trial = scope.child(); TensorList weights = plain.list(trial,
          block.weights()); BlockTiming timing = new BlockTiming(this)) {
        return timing.fasterPacked(weights, steps);
      }
    });
  }

  /** Tokens that run at once, as {@link BatchPlan#budget} says. */
  public int budget() {
    return BatchPlan.budget(checkpoint, through(), compute, scope.device());
  }

  /** Says what is to come where it will take long: tokens, bytes, and the time, by a block that is timed now. */
  void forecast(long tokens, Progress progress) {
    long weights = checkpoint.parameterBytes(through(), compute);
    if ((double) tokens * weights / compute.bytes() < LONG) {
      return;
    }
    try (BlockTiming timing = new BlockTiming(this)) {
      double each = timing.secondsPerToken(blocks.of(0)) * blocks.size();
      progress.note(String.format(Locale.ROOT, "%,d tokens through %d blocks (%,d MiB of weights) take about %s", tokens, blocks.size(),
          weights >> 20, BlockTiming.words(each * tokens)));
    }
  }

  Scope scope() {
    return scope;
  }

  TorchProgram program() {
    return program;
  }

  Kinds kinds() {
    return kinds;
  }

  /** A tensor of the type and on the device of the computation. */
  DeviceTensor like() {
    return like;
  }

  TensorList block(int layer) {
    return blocks.of(layer);
  }

  /** Whether a block is read anew whenever another was used before it. */
  boolean streamed() {
    return blocks.streamed();
  }

  /** The weights of the blocks from {@code first} to before {@code end}, behind each other. */
  TensorList weights(int first, int end) {
    return blocks.of(first, end);
  }

  /** The scaled embeddings [texts, columns, hidden] in the type of the computation; {@code at} tokens stand before each text. */
  DeviceTensor enter(Scope batch, List<int[]> texts, long[] at) {
    try (DeviceTensor rows = embedding.rows(batch, texts, at)) {
      DeviceTensor entered = program.call(batch, "enter", rows, checkpoint.decoder().embedding().factor(), compute == DType.BF16);
      if (without.isEmpty()) {
        return entered;
      }
      try (entered) {
        return program.call(batch, "ablated", entered, batch.f32(without.get(), without.get().length), batch.f32(new float[] {1}, 1, 1, 1));
      }
    }
  }

  /** The rows [texts, width] of one position of each text. */
  DeviceTensor pick(Scope batch, DeviceTensor of, DeviceTensor at) {
    return program.call(batch, "pick", of, at);
  }

  /** A batch at its beginning, as {@link Reading} says. */
  Reading read(List<int[]> texts, List<Intervention> interventions, int[] promptTokens, SortedSet<Hook> hooks, boolean everyToken) {
    checkLoaded(hooks);
    return new Reading(this, texts, Optional.empty(), interventions, promptTokens, hooks, everyToken);
  }

  /**
   * A batch of texts that begin with the same tokens, which are run once for all batches of which the first text begins so.
   *
   * @param cuts how many tokens that are, each beginning going on from the one before
   */
  Reading read(List<int[]> texts, int[] cuts, SortedSet<Hook> hooks, boolean everyToken) {
    checkLoaded(hooks);
    Optional<Prefix> prefix = prefixes.of(texts.get(0), cuts, hooks, hooks.last().layer(), everyToken);
    return new Reading(this, texts, prefix, List.of(), new int[0], hooks, everyToken);
  }

  private void checkLoaded(SortedSet<Hook> hooks) {
    if (hooks.last().layer() > through()) {
      throw new IllegalArgumentException("layer " + hooks.last().layer() + " is not loaded");
    }
  }

  @Override
  public void close() {
    prefixes.close();
    if (blocks != null) {
      blocks.close();
    }
    program.close();
    scope.close();
    files.close();
  }
}
