package pva.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;
import pva.data.Dataset;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * Rows as the statistics see them: labels, latents and tokens side by side.
 *
 * @param latents after the threshold, one row a row of {@code data}
 * @param rows where these rows stand in the dataset of the run, ascending
 */
record Study(Dataset data, SparseMatrix latents, RowTokens tokens, int[] rows) {
  static Study of(Dataset data, SparseMatrix latents, RowTokens tokens) {
    return new Study(data, latents, tokens, IntStream.range(0, latents.rows()).toArray());
  }

  /** Some of these rows, by their place in this study, ascending. */
  Study only(int[] kept) {
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
  Study guarded(HighNormSpec guard, Matrix all) {
    double[] norms = new double[rows.length];
    float[] values = new float[all.cols()];
    for (int i = 0; i < rows.length; i++) {
      all.read(rows[i], 1, values, 0);
      double sum = 0;
      for (float v : values) {
        sum += (double) v * v;
      }
      norms[i] = Math.sqrt(sum);
    }
    double[] sorted = norms.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    int[] kept = IntStream.range(0, norms.length).filter(i -> norms[i] <= guard.medians() * median).toArray();
    return kept.length == rows.length ? this : only(kept);
  }

  /** These rows of a matrix that has one row a row of the dataset, in memory. */
  Matrix of(Matrix all) {
    float[] values = new float[Math.multiplyExact(rows.length, all.cols())];
    for (int i = 0; i < rows.length; i++) {
      all.read(rows[i], 1, values, i * all.cols());
    }
    return Matrix.of(values, all.cols());
  }
}
