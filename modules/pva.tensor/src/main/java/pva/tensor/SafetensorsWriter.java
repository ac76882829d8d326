package pva.tensor;

import java.nio.file.Path;

/**
 * Collects tensors and writes them as one safetensors file, whole or not at all. Matrices are read block by block while
 * writing, so that none needs to fit in memory. The same tensors give the same bytes, in whatever order they were added.
 */
public final class SafetensorsWriter {
  public SafetensorsWriter metadata(String key, String value) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** F32 [rows, cols]. */
  public SafetensorsWriter f32(String name, Matrix values) {
    throw new UnsupportedOperationException("not written yet");
  }

  public SafetensorsWriter f32(String name, float[] values, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  public SafetensorsWriter i32(String name, int[] values, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  public SafetensorsWriter i64(String name, long[] values, long... shape) {
    throw new UnsupportedOperationException("not written yet");
  }

  public void write(Path file) {
    throw new UnsupportedOperationException("not written yet");
  }
}
