package pva.analysis.step;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import pva.analysis.spec.HighNormSpec;
import pva.data.Dataset;
import pva.stats.NormGuard;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Rows as the statistics see them: labels, latents and tokens side by side.
 *
 * @param latents after the threshold, one row a row of {@code data}; those of all layers beside each other
 * @param index which latent of which layer a column is
 * @param rows where these rows stand in the dataset of the run, ascending
 */
public record Study(Dataset data, SparseMatrix latents, LatentIndex index, RowTokens tokens, int[] rows) {
  public static Study of(Dataset data, SparseMatrix latents, LatentIndex index, RowTokens tokens) {
    return new Study(data, latents, index, tokens, IntStream.range(0, latents.rows()).toArray());
  }

  /** Some of these rows, by their place in this study, ascending. */
  public Study only(int[] kept) {
    Dataset some = new Dataset(data.path(), data.sha256(), data.columns(), Arrays.stream(kept).mapToObj(data.rows()::get).toList(),
        data.warnings());
    SparseMatrix.Builder builder = SparseMatrix.builder(latents.cols());
    for (int row : kept) {
      for (int k = (int) latents.indptr()[row]; k < latents.indptr()[row + 1]; k++) {
        builder.add(latents.indices()[k], latents.values()[k]);
      }
      builder.endRow();
    }
    return new Study(some, builder.build(), index, tokens.only(kept), Arrays.stream(kept).map(i -> rows[i]).toArray());
  }

  /** The latents of one layer. */
  SparseMatrix latents(int layer) {
    return index.several() ? latents.columns(index.from(layer), index.to(layer)) : latents;
  }

  /**
   * The rows whose activation is at most so many times as long as the median one, at every layer: layers are compared on the same rows.
   */
  public Study guarded(HighNormSpec guard, List<Extracted> layers) {
    try (Extracted.Opened activations = Extracted.open(layers)) {
      return without(layers.stream().flatMapToInt(l -> Arrays.stream(high(guard, activations.of(l.layer())))).toArray());
    }
  }

  /** By their place in this study; {@code all} has one row a row of the dataset. */
  int[] high(HighNormSpec guard, Matrix all) {
    return NormGuard.of(of(all), guard.medians()).rows();
  }

  Study without(int[] out) {
    TreeSet<Integer> left = new TreeSet<>(Arrays.stream(out).boxed().toList());
    return left.isEmpty() ? this : only(IntStream.range(0, rows.length).filter(i -> !left.contains(i)).toArray());
  }

  /** These rows of a matrix that has one row a row of the dataset, where they lie. */
  Matrix of(Matrix all) {
    return new Matrix() {
      @Override
      public long rows() {
        return rows.length;
      }

      @Override
      public int cols() {
        return all.cols();
      }

      @Override
      public void read(long from, int count, float[] into, int at) {
        for (int i = 0; i < count; i++) {
          all.read(rows[(int) from + i], 1, into, at + i * all.cols());
        }
      }
    };
  }
}
