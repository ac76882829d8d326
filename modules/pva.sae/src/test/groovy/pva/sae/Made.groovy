package pva.sae

import java.nio.file.Files
import java.nio.file.Path
import pva.tensor.SafetensorsWriter
import tools.jackson.databind.ObjectMapper

/** Writes sae-lens folders for the specs, sound by default. */
class Made {
  static final int IN = 3
  static final int SAE = 4

  static Path dictionary(Path folder, Map config = [:], Map<String, float[]> arrays = [:], Map<String, long[]> shapes = [:]) {
    Files.createDirectories(folder)
    Map cfg = [architecture: 'jumprelu', d_in: IN, d_sae: SAE, normalize_activations: 'none', apply_b_dec_to_input: false,
               metadata: [hook_name: 'blocks.4.hook_resid_post', model_name: 'made']] + config
    Files.writeString(folder.resolve('cfg.json'), new ObjectMapper().writeValueAsString(cfg.findAll { it.value != null }))
    Map<String, float[]> all = [W_enc: ramp(IN * SAE), W_dec: ramp(SAE * IN), b_enc: ramp(SAE), b_dec: ramp(IN), threshold: ramp(SAE)] + arrays
    Map<String, long[]> sizes = [W_enc: [IN, SAE] as long[], W_dec: [SAE, IN] as long[], b_enc: [SAE] as long[], b_dec: [IN] as long[],
                                 threshold: [SAE] as long[]] + shapes
    SafetensorsWriter writer = new SafetensorsWriter()
    all.findAll { it.value != null }.each { name, values -> writer.f32(name, values, sizes[name]) }
    writer.write(folder.resolve('sae_weights.safetensors'))
    folder
  }

  static float[] ramp(int n) {
    (0..<n).collect { 0.25f * it } as float[]
  }
}
