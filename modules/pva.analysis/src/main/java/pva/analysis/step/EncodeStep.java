package pva.analysis.step;

import java.nio.file.Path;
import pva.base.Progress;
import pva.model.Hook;
import pva.sae.Encoder;
import pva.tensor.SafetensorsFile;

/** Turns activations into sparse latents. */
public final class EncodeStep {
  public static final int VERSION = 2;
  public static final String FILE = "latents.safetensors";

  private EncodeStep() {
  }

  public static void write(Path activations, Hook hook, Encoder encoder, double threshold, Path file, Progress progress) {
    try (SafetensorsFile in = SafetensorsFile.open(activations)) {
      encoder.encode(in.matrix(hook.tensor()), (float) threshold, progress).write(file);
    }
  }
}
