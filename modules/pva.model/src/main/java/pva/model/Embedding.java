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
   */
  DeviceTensor rows(Scope batch, List<int[]> texts, int columns) {
    if (positions.isPresent() && columns > positions.get().rows()) {
      throw PvaException.failed("PVA-MODEL-018", "a text has " + columns + " tokens, but the model " + checkpoint.id()
          + " has " + positions.get().rows() + " positions").at(checkpoint.folder()).help("keep fewer tokens of each text");
    }
    int hidden = checkpoint.hidden();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(texts.size(), columns), hidden)];
    for (int i = 0; i < texts.size(); i++) {
      int[] ids = texts.get(i);
      for (int j = 0; j < ids.length; j++) {
        tokens.read(ids[j], 1, values, (i * columns + j) * hidden);
      }
    }
    positions.ifPresent(p -> add(p, values, columns, hidden));
    // in the engine's own memory: the program may give these very rows back, so they must not hang on a buffer of ours
    return batch.f32(values, texts.size(), columns, hidden);
  }

  private static void add(Matrix positions, float[] values, int columns, int hidden) {
    float[] learned = new float[columns * hidden];
    positions.read(0, columns, learned, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] += learned[i % learned.length];
    }
  }
}
