package pva.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import pva.base.Progress;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;

/** A whole model: what it expects as the next token. {@link Generator} goes on from there. */
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
    return load(checkpoint, compute, device, Packing.generating(device), progress);
  }

  static LanguageModel load(Checkpoint checkpoint, DType compute, Device device, Packing packing, Progress progress) {
    checkpoint.checkHead();
    return headed(ResidualModel.whole(checkpoint, compute, device, Optional.empty(), packing, progress));
  }

  /** With weights that cannot write along a direction, as {@link ResidualModel#orthogonal} has them. */
  public static LanguageModel orthogonal(Checkpoint checkpoint, DType compute, Device device, float[] direction, Progress progress) {
    checkpoint.checkHead();
    return headed(ResidualModel.whole(checkpoint, compute, device, Optional.of(direction), Packing.generating(device), progress));
  }

  private static LanguageModel headed(ResidualModel blocks) {
    try {
      return new LanguageModel(blocks);
    } catch (RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  public Checkpoint checkpoint() {
    return blocks.checkpoint();
  }

  /** The blocks, for reading hooks of given texts; they are this model's to close. */
  public ResidualModel blocks() {
    return blocks;
  }

  /** The logits [ids, vocabulary] after each token, row-major. */
  public float[] logits(int[] ids) {
    return logits(new TokenizedText(ids, 0), List.of());
  }

  /** The logits [ids, vocabulary] after each token of a text, row-major, where the model is changed while it runs. */
  public float[] logits(TokenizedText text, List<Intervention> interventions) {
    interventions.forEach(i -> i.check(checkpoint()));
    int columns = text.ids().length;
    try (Scope batch = blocks.scope().child(); Beginning attention = Beginning.of(blocks, batch, columns)) {
      Edits edits = Edits.ofTexts(blocks, batch, interventions, new int[] {text.promptTokens()}, columns);
      DeviceTensor stream = blocks.enter(batch, List.of(text.ids()), new long[1]);
      Pass pass = new Pass(blocks, batch, stream, attention, Set.of(), edits, (hook, values) -> { }).to(checkpoint().layers());
      return logits(batch, pass.stream()).floats();
    }
  }

  /** The logits [..., vocabulary] in float32 of a stream [..., hidden] after the last block. */
  DeviceTensor logits(Scope batch, DeviceTensor stream) {
    return blocks.program().call(batch, "logits", stream, head, cap);
  }

  @Override
  public void close() {
    head.close();
    blocks.close();
  }
}
