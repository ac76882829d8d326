package pva.model;

import java.util.List;
import pva.base.PvaException;
import pva.model.family.Config;
import pva.model.family.Family;
import pva.model.gemma.Gemma;
import pva.model.gemma.Gemma2;
import pva.model.gemma.Gemma3;
import pva.model.gemma.Gemma3Images;
import pva.model.gpt.Gpt2;
import pva.model.gpt.GptNeox;
import pva.model.llama.Llama;
import pva.model.llama.Mistral;
import pva.model.qwen.Qwen2;
import pva.model.qwen.Qwen3;

/** The architectures that run here. */
final class Families {
  private static final List<Family> ALL = List.of(
      new Gemma(), new Gemma2(), new Gemma3(), new Gemma3Images(), new Gpt2(), new GptNeox(), new Llama(), new Mistral(),
      new Qwen2(), new Qwen3());

  private Families() {
  }

  /** The family that {@code model_type} names. Fails with PVA-MODEL-004. */
  static Family of(Config config) {
    String names = String.join(", ", ALL.stream().map(Family::modelType).toList());
    String type = config.text("model_type").orElseThrow(() -> PvaException.failed("PVA-MODEL-003",
        config.file().getFileName() + ": model_type is missing").at(config.file()).help("supported: " + names));
    config.needAbsent("quantization_config");
    return ALL.stream().filter(f -> f.modelType().equals(type)).findFirst().orElseThrow(() -> PvaException.failed("PVA-MODEL-004",
        config.file().getFileName() + ": model_type " + type + " is not supported (supported: " + names + ")").at(config.file()));
  }
}
