package pva.model;

import java.util.Arrays;
import java.util.List;
import pva.base.Progress;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/**
 * A whole model: what it expects as the next token. Each call reads the text from its beginning, so this is for checks and
 * short texts.
 */
public final class LanguageModel implements AutoCloseable {
  private final ResidualModel blocks;
  private final TensorList head;
  private final double cap;

  private LanguageModel(ResidualModel blocks) {
    this.blocks = blocks;
    Decoder.Head weights = blocks.checkpoint().decoder().head();
    head = blocks.loader().list(blocks.scope(), weights.weights());
    cap = weights.cap();
  }

  /** Fails as {@link ResidualModel#load} does, and with PVA-MODEL-008 to -011 where the final norm or the head is not right. */
  public static LanguageModel load(Checkpoint checkpoint, DType compute, Device device, Progress progress) {
    checkpoint.checkHead();
    ResidualModel blocks = ResidualModel.load(checkpoint, -1, compute, device, progress);
    try {
      return new LanguageModel(blocks);
    } catch (RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  /** The logits [ids, vocabulary] after each token, row-major. */
  public float[] logits(int[] ids) {
    return read(ids, true);
  }

  /** The next tokens, each the likeliest, the lower id where two are alike; no token ends the text. */
  public int[] greedy(int[] ids, int count) {
    int[] text = Arrays.copyOf(ids, ids.length + count);
    for (int n = ids.length; n < text.length; n++) {
      text[n] = highest(read(Arrays.copyOf(text, n), false));
    }
    return Arrays.copyOfRange(text, ids.length, text.length);
  }

  private float[] read(int[] ids, boolean everyToken) {
    try (Scope batch = blocks.scope().child(); Pass pass = new Pass(blocks, batch, List.of(ids))) {
      for (int i = 0; i < blocks.through(); i++) {
        pass.step();
      }
      if (everyToken) {
        pass.step();
      } else {
        pass.last();
      }
      try (DeviceTensor logits = blocks.program().call(batch, "logits", pass.stream(), head, cap)) {
        return logits.floats();
      }
    }
  }

  private static int highest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() {
    head.close();
    blocks.close();
  }
}
