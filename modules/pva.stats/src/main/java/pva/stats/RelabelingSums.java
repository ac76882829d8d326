package pva.stats;

import java.util.List;
import java.util.SplittableRandom;

import pva.base.Progress;

/**
 * One walk over latents and relabelings that serves every test by permutation: the sum of a latent under a block of relabelings is
 * taken once ({@link BlockSums}) and shown to each test that wants it.
 *
 * <p>Two blocks of relabelings are drawn at a time; the work is cut into tiles, a block by a range of latents. What a test makes of a tile
 * must not depend on the tiles before it, so that nothing depends on the number of threads.
 */
final class RelabelingSums {
  /** Relabelings drawn at a time. */
  private static final int WAVE = 2 * BlockSums.WIDTH;
  private static final int RANGES = 8;
  private static final int DRAWN_TOGETHER = 16;

  /** A test that looks at sums under relabelings. */
  interface Test {
    /** How many relabelings it looks at, the first ones; the same whatever else is tested. */
    int relabelings();

    /** A tile of the relabelings from {@code from} on, for one thread. */
    Tile tile(int from, float[][] ones);
  }

  /** One block of relabelings and one range of latents, as a test sees it. */
  interface Tile {
    boolean wants(int latent);

    /** @param sums of the latent over correct rows, by relabeling of the block; only the first {@code width} are the test's */
    void take(int latent, float[] sums, int width);

    /** Hands over what was found; other tiles end on other threads. */
    void end();
  }

  private final ByLatent latents;
  private final LabelPermutations relabelings;
  private final List<Test> tests;

  RelabelingSums(ByLatent latents, LabelPermutations relabelings, List<Test> tests) {
    this.latents = latents;
    this.relabelings = relabelings;
    this.tests = tests;
  }

  /** @param seed relabeling k depends on the seed and on k alone */
  void walk(long seed, int threads, Progress progress) {
    int count = tests.stream().mapToInt(Test::relabelings).max().orElse(0);
    long[] seeds = new SplittableRandom(seed).longs(count).toArray();
    int all = latents.latents();
    float[][][] ones = new float[2][latents.rows()][Math.min(count, BlockSums.WIDTH)];
    try (Progress.Task task = progress.start("permute labels", count, "permutations")) {
      for (int start = 0; start < count; start += WAVE) {
        int first = start;
        int drawn = Math.min(WAVE, count - start);
        Parallel.pieces(drawn, DRAWN_TOGETHER, threads, (from, to) -> draw(seeds, first, from, to, ones));
        int blocks = (drawn + BlockSums.WIDTH - 1) / BlockSums.WIDTH;
        Parallel.pieces(blocks * RANGES, 1, threads, (tile, next) -> {
          int block = tile % blocks;
          int range = tile / blocks;
          tile(first + block * BlockSums.WIDTH, ones[block], (int) ((long) all * range / RANGES), (int) ((long) all * (range + 1) / RANGES));
        });
        task.advance(drawn);
      }
    }
  }

  private void draw(long[] seeds, int first, int from, int to, float[][][] ones) {
    for (int k = from; k < to; k++) {
      relabelings.draw(new SplittableRandom(seeds[first + k]), ones[k / BlockSums.WIDTH], k % BlockSums.WIDTH);
    }
  }

  private void tile(int first, float[][] ones, int from, int to) {
    BlockSums sums = new BlockSums(latents, ones[0].length);
    List<Test> here = tests.stream().filter(t -> t.relabelings() > first).toList();
    Tile[] tiles = here.stream().map(t -> t.tile(first, ones)).toArray(Tile[]::new);
    int[] widths = here.stream().mapToInt(t -> Math.min(t.relabelings() - first, ones[0].length)).toArray();
    for (int latent = from; latent < to; latent++) {
      float[] sum = null;
      for (int t = 0; t < tiles.length; t++) {
        if (tiles[t].wants(latent)) {
          sum = sum == null ? sums.of(latent, ones) : sum;
          tiles[t].take(latent, sum, widths[t]);
        }
      }
    }
    for (Tile tile : tiles) {
      tile.end();
    }
  }
}
