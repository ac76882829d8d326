package pva.model;

import java.util.List;
import java.util.Optional;
import pva.base.PvaException;
import pva.model.family.Decoder;
import pva.tensor.DeviceTensor;
import pva.tensor.Matrix;
import pva.tensor.Scope;

/** The rows that tokens enter with, read from the mapped file as they are needed. */
final class Embedding {
  private final Checkpoint checkpoint;
  private final Matrix tokens;
  private final Optional<Matrix> positions;

  Embedding(Checkpoint checkpoint, WeightFiles files) {
    this.checkpoint = checkpoint;
    Decoder.Embedding embedding = checkpoint.decoder().embedding();
    tokens = files.matrix(embedding.tokens().names().get(0));
    positions = embedding.positions().map(w -> files.matrix(w.names().get(0)));
  }

  /**
   * The embeddings [texts, columns, hidden] in float32, not scaled; padding on the right is zero and changes nothing. Fails
   * with PVA-MODEL-018 where a text has more tokens than the model has positions.
   *
   * @param at how many tokens stand before each text
   */
  DeviceTensor rows(Scope batch, List<int[]> texts, long[] at) {
    int columns = texts.stream().mapToInt(t -> t.length).max().orElseThrow();
    int hidden = checkpoint.hidden();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(texts.size(), columns), hidden)];
    for (int i = 0; i < texts.size(); i++) {
      int[] ids = texts.get(i);
      for (int j = 0; j < ids.length; j++) {
        tokens.read(ids[j], 1, values, (i * columns + j) * hidden);
      }
      add(at[i], ids.length, values, i * columns * hidden);
    }
    // in the engine's own memory: the program may give these very rows back, so they must not hang on a buffer of ours
    return batch.f32(values, texts.size(), columns, hidden);
  }

  private void add(long at, int n, float[] values, int start) {
    if (positions.isEmpty()) {
      return;
    }
    if (at + n > positions.get().rows()) {
      throw PvaException.failed("PVA-MODEL-018", "a text has " + (at + n) + " tokens, but the model " + checkpoint.id()
          + " has " + positions.get().rows() + " positions").at(checkpoint.folder()).help("keep fewer tokens of each text");
    }
    float[] learned = new float[n * checkpoint.hidden()];
    positions.get().read(at, n, learned, 0);
    for (int i = 0; i < learned.length; i++) {
      values[start + i] += learned[i];
    }
  }
}
