package pva.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pva.base.Progress;
import pva.model.family.Decoder;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/**
 * The weights of the blocks that are run: all of them in memory, or, where they do not fit, one block at a time, read when it
 * is asked for.
 */
final class BlockWeights implements AutoCloseable {
  private final WeightLoader loader;
  private final Scope scope;
  private final List<Decoder.Block> blocks;
  private final boolean streamed;
  private final List<TensorList> held = new ArrayList<>();
  private final Map<List<Integer>, TensorList> ranges = new HashMap<>();
  private Scope room;
  private int layer = -1;

  private BlockWeights(WeightLoader loader, Scope scope, List<Decoder.Block> blocks, boolean streamed) {
    this.loader = loader;
    this.scope = scope;
    this.blocks = blocks;
    this.streamed = streamed;
  }

  static BlockWeights load(WeightLoader loader, Scope scope, List<Decoder.Block> blocks, boolean streamed, Progress.Task task) {
    BlockWeights weights = new BlockWeights(loader, scope, blocks, streamed);
    try {
      if (!streamed) {
        for (Decoder.Block block : blocks) {
          weights.held.add(loader.list(scope, block.weights()));
          task.advance(1);
        }
      }
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  int size() {
    return blocks.size();
  }

  boolean streamed() {
    return streamed;
  }

  TensorList of(int wanted) {
    if (!streamed) {
      return held.get(wanted);
    }
    if (wanted != layer) {
      letGo();
      room = scope.child();
      held.add(loader.list(room, blocks.get(wanted).weights()));
      layer = wanted;
    }
    return held.get(0);
  }

  /** The weights of the blocks from {@code first} to before {@code end}, behind each other; only where all are in memory. */
  TensorList of(int first, int end) {
    return ranges.computeIfAbsent(List.of(first, end),
        k -> TensorList.of(held.subList(first, end).stream().flatMap(b -> b.tensors().stream()).toList()));
  }

  private void letGo() {
    held.forEach(TensorList::close);
    held.clear();
    if (room != null) {
      room.close();
      room = null;
    }
  }

  @Override
  public void close() {
    ranges.values().forEach(TensorList::close);
    letGo();
  }
}
