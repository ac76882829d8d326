package pva.analysis.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.base.Progress;
import pva.data.Row;
import pva.model.ResidualModel;
import pva.model.TextTokens;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Encoder;
import pva.tensor.Device;

/** What the steps compute with, each loaded when a step first asks for it, and all released together. */
public final class Workbench implements AutoCloseable {
  private final Inputs inputs;
  private final Progress progress;
  private Device device;
  private Tokenizer tokenizer;
  private ResidualModel model;
  private final Map<Integer, Encoder> encoders = new LinkedHashMap<>();
  private List<TokenizedText> texts;

  public Workbench(Inputs inputs, Progress progress) {
    this.inputs = inputs;
    this.progress = progress;
  }

  public Device device() {
    if (device == null) {
      device = Device.pick(inputs.spec().device());
    }
    return device;
  }

  /** The device's name where one was needed. */
  Optional<String> deviceName() {
    return Optional.ofNullable(device).map(Device::name);
  }

  public Tokenizer tokenizer() {
    if (tokenizer == null) {
      tokenizer = Tokenizer.open(inputs.model().folder());
    }
    return tokenizer;
  }

  /** The dataset's rows as tokens. */
  public List<TokenizedText> texts() {
    if (texts == null) {
      texts = TextTokens.of(tokenizer(), inputs.data().rows().stream().map(Row::textRow).toList(), progress, 0);
    }
    return texts;
  }

  /** The model with blocks 0 to {@code through} at least; loaded again only where more blocks are needed. */
  public ResidualModel model(int through) {
    if (model == null || model.through() < through) {
      releaseModel();
      model = ResidualModel.load(inputs.model(), through, inputs.spec().model().compute(), device(), progress);
    }
    return model;
  }

  /** That of a layer's dictionary. */
  public Encoder encoder(LayerSae layer) {
    return encoders.computeIfAbsent(layer.layer(), l -> layer.sae().encoder(device()));
  }

  /** Frees the dictionaries of all other layers. */
  public void only(List<LayerSae> layers) {
    List<Integer> others = encoders.keySet().stream().filter(l -> layers.stream().noneMatch(other -> other.layer() == l)).toList();
    others.forEach(l -> encoders.remove(l).close());
  }

  /** Frees the model's memory; a later step that needs it loads it again. */
  public void releaseModel() {
    if (model != null) {
      model.close();
      model = null;
    }
  }

  @Override
  public void close() {
    releaseModel();
    only(List.of());
    if (tokenizer != null) {
      tokenizer.close();
      tokenizer = null;
    }
    texts = null;
  }
}
