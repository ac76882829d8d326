package pva.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** Takes the values of one batch at one hook. */
  @FunctionalInterface
  interface Taker {
    /** {@code values}: float32 [texts, columns, width] row-major, {@code columns} being 1 where one position is read. */
    void accept(Hook hook, float[] values, int columns);
  }

  private final Checkpoint checkpoint;
  private final DType compute;
  private final WeightFiles files;
  private final Embedding embedding;
  private final Scope scope;
  private final TorchProgram program;
  private final Kinds kinds;
  private final List<TensorList> blocks = new ArrayList<>();
  private final Map<List<Integer>, TensorList> ranges = new HashMap<>();
  /** Tells the program the type and the device of the computation. */
  private final DeviceTensor like;

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
   * Loads the weights of blocks 0 to {@code through}.
   *
   * @param compute F32 or BF16: the type of weights and activations; other stored types are converted
   */
  public static ResidualModel load(Checkpoint checkpoint, int through, DType compute, Device device, Progress progress) {
    return load(checkpoint, through, compute, device, Optional.empty(), progress);
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
    Intervention.of(Hook.residPost(0), Edit.ablate(direction)).check(checkpoint);
    return load(checkpoint, through, compute, device, Optional.of(Edit.unit(direction)), progress);
  }

  private static ResidualModel load(
      Checkpoint checkpoint, int through, DType compute, Device device, Optional<float[]> without, Progress progress) {
    if (compute != DType.F32 && compute != DType.BF16) {
      throw new IllegalArgumentException("computation is in F32 or BF16, not " + compute);
    }
    int last = checkpoint.layer(through);
    if (last > checkpoint.through()) {
      throw new IllegalArgumentException("the checkpoint was opened for its blocks up to " + checkpoint.through() + ", not " + last);
    }
    ResidualModel model = new ResidualModel(checkpoint, compute, device, without);
    try (Progress.Task task = progress.start("load " + checkpoint.id(), last + 1, "blocks")) {
      for (Decoder.Block block : checkpoint.decoder().blocks().subList(0, last + 1)) {
        model.blocks.add(model.loader().list(model.scope, block.weights()));
        task.advance(1);
      }
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

  WeightLoader loader() {
    return new WeightLoader(files, program, compute, without);
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
    return blocks.get(layer);
  }

  /** The weights of the blocks from {@code first} to before {@code end}, behind each other. */
  TensorList weights(int first, int end) {
    return ranges.computeIfAbsent(List.of(first, end),
        k -> TensorList.of(blocks.subList(first, end).stream().flatMap(b -> b.tensors().stream()).toList()));
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

  /**
   * Runs one batch through the blocks up to the highest layer asked for, and hands out the values at each hook.
   *
   * @param texts ids, each text to be read at its last id where {@code everyToken} is not set
   * @param promptTokens how many ids of each text are its prompt's
   */
  void run(List<int[]> texts, int[] promptTokens, List<Intervention> interventions, SortedSet<Hook> hooks, boolean everyToken, Taker taker) {
    int last = hooks.last().layer();
    if (last > through()) {
      throw new IllegalArgumentException("layer " + last + " is not loaded");
    }
    int columns = texts.stream().mapToInt(t -> t.length).max().orElseThrow();
    try (Scope batch = scope.child(); Beginning attention = Beginning.of(this, batch, columns)) {
      DeviceTensor at = batch.i64(texts.stream().mapToLong(t -> t.length - 1).toArray(), texts.size());
      Edits edits = Edits.ofTexts(this, batch, interventions, promptTokens, columns);
      Pass pass = new Pass(this, batch, enter(batch, texts, new long[texts.size()]), attention, hooks, edits,
          (hook, values) -> give(batch, at, hook, values, everyToken, columns, taker));
      // of the last block only what one position needs, where nothing else is wanted of it
      boolean prune = !everyToken && !edits.in(last) && hooks.tailSet(new Hook(last, HookPoint.RESID_PRE)).equals(Set.of(Hook.residPost(last)));
      pass.to(prune ? last : last + 1);
      if (prune) {
        try (DeviceTensor stream = pass.stream(); DeviceTensor y = attention.last(last, stream, at)) {
          taker.accept(Hook.residPost(last), y.floats(), 1);
        }
      }
    }
  }

  private void give(Scope batch, DeviceTensor at, Hook hook, DeviceTensor values, boolean everyToken, int columns, Taker taker) {
    if (everyToken) {
      taker.accept(hook, values.floats(), columns);
    } else {
      try (DeviceTensor picked = pick(batch, values, at)) {
        taker.accept(hook, picked.floats(), 1);
      }
    }
  }

  @Override
  public void close() {
    ranges.values().forEach(TensorList::close);
    blocks.forEach(TensorList::close);
    program.close();
    scope.close();
    files.close();
  }
}
