package pva.model;

import java.util.ArrayList;
import java.util.List;
import pva.model.family.Decoder.Block;

/**
 * The kinds of block of a model: those that share what attention needs beside the weights.
 *
 * @param all every kind once, in the order of the first block of each
 * @param of the kind of each block
 */
record Kinds(List<Kind> all, long[] of) {

  /** A window, 0 = none, and the very array of angles. */
  record Kind(int window, float[] turns) {
    boolean is(Block block) {
      return block.window() == window && block.turns() == turns;
    }
  }

  static Kinds of(List<Block> blocks) {
    List<Kind> all = new ArrayList<>();
    long[] of = new long[blocks.size()];
    for (int i = 0; i < of.length; i++) {
      Block block = blocks.get(i);
      while (of[i] < all.size() && !all.get((int) of[i]).is(block)) {
        of[i]++;
      }
      if (of[i] == all.size()) {
        all.add(new Kind(block.window(), block.turns()));
      }
    }
    return new Kinds(List.copyOf(all), of);
  }
}
