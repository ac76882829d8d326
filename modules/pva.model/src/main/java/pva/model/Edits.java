package pva.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;

/** Interventions on their way through one batch: which of its tokens each of them changes, and what its gate said. */
final class Edits {
  private final ResidualModel model;
  private final Scope batch;
  private final List<Intervention> interventions;
  private final Map<Tokens, Optional<DeviceTensor>> tokens = new EnumMap<>(Tokens.class);
  private final DeviceTensor promptEnds;
  /** What the gate of an intervention said, [texts, columns or 1, 1]. */
  private final Map<Integer, DeviceTensor> gates = new HashMap<>();

  private Edits(ResidualModel model, Scope batch, List<Intervention> interventions, DeviceTensor promptEnds) {
    this.model = model;
    this.batch = batch;
    this.interventions = interventions;
    this.promptEnds = promptEnds;
  }

  static Edits none() {
    return new Edits(null, null, List.of(), null);
  }

  /** For whole texts of so many tokens, of which the first are the prompt's. */
  static Edits ofTexts(ResidualModel model, Scope batch, List<Intervention> interventions, int[] promptTokens, int columns) {
    if (interventions.isEmpty()) {
      return none();
    }
    int texts = promptTokens.length;
    float[] prompt = new float[texts * columns];
    float[] rest = new float[texts * columns];
    long[] ends = new long[texts];
    for (int i = 0; i < texts; i++) {
      ends[i] = Math.max(0, promptTokens[i] - 1);
      for (int j = 0; j < columns; j++) {
        (j < promptTokens[i] ? prompt : rest)[i * columns + j] = 1;
      }
    }
    Edits edits = new Edits(model, batch, interventions, batch.i64(ends, texts));
    edits.tokens.put(Tokens.ALL, Optional.of(batch.f32(new float[] {1}, 1, 1, 1)));
    edits.tokens.put(Tokens.PROMPT, Optional.of(batch.f32(prompt, texts, columns, 1)));
    edits.tokens.put(Tokens.NEW, Optional.of(batch.f32(rest, texts, columns, 1)));
    return edits;
  }

  /** For prompts alone. */
  static Edits ofPrompts(ResidualModel model, Scope batch, List<Intervention> interventions, List<int[]> prompts) {
    if (interventions.isEmpty()) {
      return none();
    }
    Edits edits = new Edits(model, batch, interventions,
        batch.i64(prompts.stream().mapToLong(p -> p.length - 1).toArray(), prompts.size()));
    Optional<DeviceTensor> all = Optional.of(batch.f32(new float[] {1}, 1, 1, 1));
    edits.tokens.putAll(Map.of(Tokens.ALL, all, Tokens.PROMPT, all, Tokens.NEW, Optional.empty()));
    return edits;
  }

  /** For one new token of each text; {@code said} is what {@link #promptGates} gave for each. */
  static Edits ofNew(ResidualModel model, Scope batch, List<Intervention> interventions, List<float[]> said) {
    if (interventions.isEmpty()) {
      return none();
    }
    Edits edits = new Edits(model, batch, interventions, null);
    Optional<DeviceTensor> all = Optional.of(batch.f32(new float[] {1}, 1, 1, 1));
    edits.tokens.putAll(Map.of(Tokens.ALL, all, Tokens.PROMPT, Optional.empty(), Tokens.NEW, all));
    for (int i = 0; i < interventions.size(); i++) {
      if (interventions.get(i).asksPrompt()) {
        float[] open = new float[said.size()];
        for (int text = 0; text < open.length; text++) {
          open[text] = said.get(text)[i];
        }
        edits.gates.put(i, batch.f32(open, open.length, 1, 1));
      }
    }
    return edits;
  }

  /** What the gates that ask the prompt said of each text, by intervention; 1 = open. */
  List<float[]> promptGates(int texts) {
    List<float[]> said = new ArrayList<>();
    for (int text = 0; text < texts; text++) {
      said.add(new float[interventions.size()]);
    }
    gates.forEach((i, open) -> {
      if (interventions.get(i).asksPrompt()) {
        float[] values = open.floats();
        for (int text = 0; text < texts; text++) {
          said.get(text)[i] = values[text];
        }
      }
    });
    return said;
  }

  /** Whether anything is asked or changed at the hook for this batch. */
  boolean at(Hook hook) {
    for (int i = 0; i < interventions.size(); i++) {
      if (changes(i, hook) || asks(i, hook)) {
        return true;
      }
    }
    return false;
  }

  /** Whether anything is asked or changed in the block. */
  boolean in(int layer) {
    return Arrays.stream(HookPoint.values()).anyMatch(p -> at(new Hook(layer, p)));
  }

  private boolean changes(int i, Hook hook) {
    return interventions.get(i).hook().equals(hook) && tokens.get(interventions.get(i).tokens()).isPresent();
  }

  private boolean asks(int i, Hook hook) {
    Optional<Gate> gate = interventions.get(i).gate();
    return gate.isPresent() && gate.get().hook().equals(hook) && (gate.get().eachToken() || promptEnds != null);
  }

  /** The values after all that is to be done at the hook: {@code x} itself where nothing is, else a new tensor, and x is closed. */
  DeviceTensor changed(Hook hook, DeviceTensor x) {
    for (int i = 0; i < interventions.size(); i++) {
      if (asks(i, hook)) {
        gates.put(i, ask(interventions.get(i).gate().get(), x));
      }
    }
    DeviceTensor y = x;
    for (int i = 0; i < interventions.size(); i++) {
      if (changes(i, hook)) {
        DeviceTensor changed = change(interventions.get(i).edit(), y, open(i));
        y.close();
        y = changed;
      }
    }
    return y;
  }

  private DeviceTensor ask(Gate gate, DeviceTensor x) {
    DeviceTensor open = model.program().call(batch, "gate", x, vector(gate.direction()), gate.bias(), gate.threshold());
    return gate.eachToken() ? open : model.program().call(batch, "gate_at", open, promptEnds);
  }

  private DeviceTensor open(int i) {
    DeviceTensor chosen = tokens.get(interventions.get(i).tokens()).orElseThrow();
    return gates.containsKey(i) ? model.program().call(batch, "both", gates.get(i), chosen) : chosen;
  }

  private DeviceTensor change(Edit edit, DeviceTensor x, DeviceTensor open) {
    if (edit instanceof Edit.Add add) {
      return model.program().call(batch, "added", x, vector(add.direction()), add.amount(), add.ofNorm(), open);
    }
    if (edit instanceof Edit.Clamp clamp) {
      Latent latent = clamp.latent();
      return model.program().call(batch, "clamped", x, vector(latent.encoder()), vector(latent.decoder()), latent.bias(),
          latent.threshold(), clamp.activation(), open);
    }
    return model.program().call(batch, "ablated", x, vector(((Edit.Ablate) edit).direction()), open);
  }

  private DeviceTensor vector(float[] values) {
    return batch.f32(values, values.length);
  }
}
