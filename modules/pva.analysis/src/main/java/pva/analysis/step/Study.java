package pva.analysis.step;

import java.util.Arrays;
import java.util.stream.IntStream;
import pva.analysis.spec.HighNormSpec;
import pva.data.Dataset;
import pva.stats.NormGuard;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Rows as the statistics see them: labels, latents and tokens side by side.
 *
 * @param latents after the threshold, one row a row of {@code data}
 * @param rows where these rows stand in the dataset of the run, ascending
 */
public record Study(Dataset data, SparseMatrix latents, RowTokens tokens, int[] rows) {
  public static Study of(Dataset data, SparseMatrix latents, RowTokens tokens) {
    return new Study(data, latents, tokens, IntStream.range(0, latents.rows()).toArray());
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
    return new Study(some, builder.build(), tokens.only(kept), Arrays.stream(kept).map(i -> rows[i]).toArray());
  }

  /** The rows whose activation is at most so many times as long as the median one; {@code all} has one row a row of the dataset. */
  public Study guarded(HighNormSpec guard, Matrix all) {
    int[] high = NormGuard.of(of(all), guard.medians()).rows();
    return high.length == 0 ? this : only(IntStream.range(0, rows.length).filter(i -> Arrays.binarySearch(high, i) < 0).toArray());
  }

  /** These rows of a matrix that has one row a row of the dataset, in memory. */
  public Matrix of(Matrix all) {
    float[] values = new float[Math.multiplyExact(rows.length, all.cols())];
    for (int i = 0; i < rows.length; i++) {
      all.read(rows[i], 1, values, i * all.cols());
    }
    return Matrix.of(values, all.cols());
  }
}
