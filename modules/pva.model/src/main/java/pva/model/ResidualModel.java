package pva.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import pva.base.Progress;
import pva.model.family.Decoder;
import pva.model.family.Weight;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Matrix;
import pva.tensor.Scope;
import pva.tensor.TensorList;
import pva.tensor.TorchProgram;

/**
 * The residual stream of a model up to one layer: the weights of blocks 0 to {@code through} on a device. Later blocks are
 * neither read nor computed; of the embedding only the rows of the tokens are read, from the mapped file.
 */
public final class ResidualModel implements AutoCloseable {
  /** Takes the residual stream of one batch after one layer. */
  @FunctionalInterface
  interface Taker {
    /** {@code values}: float32 [texts, columns, hidden] row-major, {@code columns} being 1 where one position is read. */
    void accept(int layer, float[] values, int columns);
  }

  private final Checkpoint checkpoint;
  private final Decoder decoder;
  private final DType compute;
  private final WeightFiles files;
  private final Matrix embedding;
  private final Scope scope;
  private final TorchProgram program;
  private final List<TensorList> blocks = new ArrayList<>();
  private final DeviceTensor inverse;
  /** Tells the program the type and the device of the computation. */
  private final DeviceTensor like;

  private ResidualModel(Checkpoint checkpoint, DType compute, Device device) {
    this.checkpoint = checkpoint;
    this.compute = compute;
    decoder = checkpoint.decoder();
    files = WeightFiles.open(checkpoint.folder());
    String table = decoder.embedding().names().get(0);
    embedding = files.holding(table).matrix(table);
    scope = Scope.on(device);
    program = TorchProgram.compile(device, decoder.program());
    inverse = scope.f32(decoder.inverseFrequencies(), decoder.inverseFrequencies().length);
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
      for (int i = 0; i <= last; i++) {
        model.blocks.add(model.block(model.decoder.blocks().get(i).weights()));
        task.advance(1);
      }
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private TensorList block(List<Weight> weights) {
    return TensorList.of(weights.stream().map(this::weight).toList());
  }

  /** What a weight is made of is freed at once; the weight itself lives as long as the model. */
  private DeviceTensor weight(Weight weight) {
    List<String> names = weight.names();
    if (names.size() == 1 && weight.offset() == 0) {
      return load(scope, names.get(0));
    }
    try (Scope temporary = scope.child()) {
      List<DeviceTensor> parts = names.stream().map(name -> load(temporary, name)).toList();
      if (weight.offset() != 0) {
        return program.call(scope, "plus", parts.get(0), weight.offset());
      }
      try (TensorList list = TensorList.of(parts)) {
        return program.call(scope, "join", list);
      }
    }
  }

  private DeviceTensor load(Scope owner, String name) {
    return owner.load(files.holding(name), name, compute);
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

  /**
   * Runs one batch through the blocks up to the highest layer asked for, and hands out the stream after each layer asked for.
   *
   * @param texts ids, each text to be read at its last id where {@code everyToken} is not set
   */
  void run(List<int[]> texts, SortedSet<Integer> layers, boolean everyToken, Taker taker) {
    if (layers.last() > through()) {
      throw new IllegalArgumentException("layer " + layers.last() + " is not loaded");
    }
    int columns = texts.stream().mapToInt(t -> t.length).max().orElseThrow();
    Map<Integer, TensorList> tables = new HashMap<>();
    try (Scope batch = scope.child()) {
      DeviceTensor x = embed(batch, texts, columns);
      DeviceTensor at = batch.i64(texts.stream().mapToLong(t -> t.length - 1).toArray(), texts.size());
      for (int i = 0; i <= layers.last(); i++) {
        TensorList table = tables.computeIfAbsent(decoder.blocks().get(i).window(),
            w -> TensorList.of(program.callList(batch, "tables", like, inverse, columns, w)));
        boolean prune = !everyToken && i == layers.last();
        DeviceTensor y = prune
            ? program.call(batch, "last", x, blocks.get(i), table, at) : program.call(batch, "block", x, blocks.get(i), table);
        x.close();
        x = y;
        if (layers.contains(i) && (prune || everyToken)) {
          taker.accept(i, x.floats(), everyToken ? columns : 1);
        } else if (layers.contains(i)) {
          try (DeviceTensor picked = program.call(batch, "pick", x, at)) {
            taker.accept(i, picked.floats(), 1);
          }
        }
      }
    } finally {
      tables.values().forEach(TensorList::close);
    }
  }

  /** The scaled embeddings [texts, columns, hidden]; padding on the right is zero and changes nothing. */
  private DeviceTensor embed(Scope batch, List<int[]> texts, int columns) {
    int hidden = decoder.hidden();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(texts.size(), columns), hidden)];
    for (int i = 0; i < texts.size(); i++) {
      int[] ids = texts.get(i);
      for (int j = 0; j < ids.length; j++) {
        embedding.read(ids[j], 1, values, (i * columns + j) * hidden);
      }
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    try (DeviceTensor rows = batch.f32(bytes, texts.size(), columns, hidden)) {
      return program.call(batch, "enter", rows, decoder.embeddingFactor(), compute == DType.BF16);
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
