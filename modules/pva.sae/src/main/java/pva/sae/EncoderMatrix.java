package pva.sae;

import java.util.ArrayList;
import java.util.List;
import pva.tensor.DeviceTensor;
import pva.tensor.Matrix;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/**
 * The encoder's matrix [dIn, dSae] on a device, as it is multiplied: a block of latents at a time.
 *
 * <p>On mapped pages it stays where it lies. What has to be copied is laid so that a block of latents lies together.
 */
final class EncoderMatrix implements AutoCloseable {
  private final List<TensorList> parts;
  private final int latents;
  private final boolean together;

  private EncoderMatrix(List<TensorList> parts, int latents, boolean together) {
    this.parts = parts;
    this.latents = latents;
    this.together = together;
  }

  /** @param windowBytes a buffer of Java ends at 2 GiB, so what stays as it lies is made of windows of rows */
  static EncoderMatrix of(Matrix matrix, int latents, long windowBytes, Scope scope) {
    if (!scope.device().gpu() && !matrix.mapped()) {
      return new EncoderMatrix(scope.byColumns(matrix, latents).stream().map(t -> TensorList.of(List.of(t))).toList(), latents, true);
    }
    long rowsEach = Math.max(1, windowBytes / ((long) matrix.cols() * Float.BYTES));
    List<DeviceTensor> windows = new ArrayList<>();
    for (long from = 0; from < matrix.rows(); from += rowsEach) {
      windows.add(scope.f32(matrix, from, (int) Math.min(rowsEach, matrix.rows() - from)));
    }
    return new EncoderMatrix(List.of(TensorList.of(windows)), latents, false);
  }

  /** Windows of rows that hold the latents from {@code start} on, which begins a block. */
  TensorList holding(int start) {
    return together ? parts.get(start / latents) : parts.get(0);
  }

  /** The column in them at which those latents begin. */
  int column(int start) {
    return together ? 0 : start;
  }

  @Override
  public void close() {
    parts.forEach(TensorList::close);
  }
}
