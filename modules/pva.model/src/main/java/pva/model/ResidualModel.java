package pva.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  private final List<TensorList> blocks = new ArrayList<>();
  /** Tells the program the type and the device of the computation. */
  private final DeviceTensor like;

  private ResidualModel(Checkpoint checkpoint, DType compute, Device device) {
    this.checkpoint = checkpoint;
    this.compute = compute;
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
    if (compute != DType.F32 && compute != DType.BF16) {
      throw new IllegalArgumentException("computation is in F32 or BF16, not " + compute);
    }
    int last = checkpoint.layer(through);
    ResidualModel model = new ResidualModel(checkpoint, compute, device);
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
    return new WeightLoader(files, program, compute);
  }

  Scope scope() {
    return scope;
  }

  TorchProgram program() {
    return program;
  }

  TensorList block(int layer) {
    return blocks.get(layer);
  }

  /** The scaled embeddings [texts, columns, hidden] in the type of the computation. */
  DeviceTensor enter(Scope batch, List<int[]> texts, int columns) {
    try (DeviceTensor rows = embedding.rows(batch, texts, columns)) {
      return program.call(batch, "enter", rows, checkpoint.decoder().embedding().factor(), compute == DType.BF16);
    }
  }

  TensorList tables(Scope batch, float[] turns, int columns, int window) {
    return TensorList.of(program.callList(batch, "tables", like, batch.f32(turns, turns.length), columns, window));
  }

  /**
   * Runs one batch through the blocks up to the highest layer asked for, and hands out the values at each hook.
   *
   * @param texts ids, each text to be read at its last id where {@code everyToken} is not set
   */
  void run(List<int[]> texts, SortedSet<Hook> hooks, boolean everyToken, Taker taker) {
    int last = hooks.last().layer();
    if (last > through()) {
      throw new IllegalArgumentException("layer " + last + " is not loaded");
    }
    Map<Integer, SortedSet<HookPoint>> wanted = hooks.stream()
        .collect(Collectors.groupingBy(Hook::layer, Collectors.mapping(Hook::point, Collectors.toCollection(TreeSet::new))));
    try (Scope batch = scope.child(); Pass pass = new Pass(this, batch, texts)) {
      for (int i = 0; i <= last; i++) {
        layer(pass, i, wanted.getOrDefault(i, new TreeSet<>()), !everyToken && i == last, everyToken, taker);
      }
    }
  }

  private void layer(Pass pass, int layer, SortedSet<HookPoint> wanted, boolean ends, boolean everyToken, Taker taker) {
    boolean within = wanted.stream().anyMatch(p -> p != HookPoint.RESID_PRE && p != HookPoint.RESID_POST);
    boolean after = wanted.contains(HookPoint.RESID_POST);
    if (wanted.contains(HookPoint.RESID_PRE)) {
      give(pass, pass.stream(), new Hook(layer, HookPoint.RESID_PRE), everyToken, taker);
    }
    if (within) {
      pass.hooked().forEach((point, values) -> {
        if (wanted.contains(point)) {
          give(pass, values, new Hook(layer, point), everyToken, taker);
        }
        values.close();
      });
    } else if (ends && after) {
      taker.accept(Hook.residPost(layer), pass.last().floats(), 1);
      return;
    } else if (!ends || after) {
      pass.step();
    }
    if (after) {
      give(pass, pass.stream(), Hook.residPost(layer), everyToken, taker);
    }
  }

  private static void give(Pass pass, DeviceTensor values, Hook hook, boolean everyToken, Taker taker) {
    if (everyToken) {
      taker.accept(hook, values.floats(), pass.columns());
    } else {
      try (DeviceTensor picked = pass.picked(values)) {
        taker.accept(hook, picked.floats(), 1);
      }
    }
  }

  @Override
  public void close() {
    blocks.forEach(TensorList::close);
    program.close();
    scope.close();
    files.close();
  }
}
