package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.tensor.SafetensorsFile;

/** What two generations of OpenMOSS dictionaries share: {@code config.json} and {@code sae_weights.safetensors} of other tensors. */
record OpenMossFolder(Path folder) {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "sae_weights.safetensors";
  private static final Pattern FOLDER = Pattern.compile("L(\\d{1,4})(R|M|A)$");

  /** Whether the file of weights has the encoder under its name in the current generation. */
  Optional<Boolean> current() {
    boolean there = Files.isRegularFile(folder.resolve(CONFIG)) && Files.isRegularFile(folder.resolve(WEIGHTS))
        && !Files.exists(folder.resolve("cfg.json"));
    if (!there) {
      return Optional.empty();
    }
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
      return Optional.of(file.has("W_E"));
    } catch (PvaException e) {
      // damaged, which opening it will say
      return Optional.of(true);
    }
  }

  Config config() {
    Config config = Config.read(folder.resolve(CONFIG), WEIGHTS);
    String type = config.text("sae_type").orElse("sae");
    String function = config.text("act_fn").orElse("jumprelu");
    if (!type.equals("sae")) {
      throw config.unread("sae_type", type, "sae");
    }
    if (!function.equals("jumprelu")) {
      throw config.unread("act_fn", function, "jumprelu");
    }
    return config;
  }

  /** The tensor it reads: as configured, else by the name of the folder. */
  String hook(Config config) {
    return config.text("hook_point_in").or(() -> Description.last(FOLDER, folder).map(OpenMossFolder::named)).orElse("");
  }

  private static String named(Matcher folder) {
    String site = folder.group(2).equals("R") ? "hook_resid_post" : folder.group(2).equals("M") ? "hook_mlp_out" : "hook_attn_out";
    return "blocks." + folder.group(1) + "." + site;
  }

  /** {@code d_sae} is not written down, but follows. */
  void check(Config config, int dIn, int dSae) {
    config.require("d_model", dIn);
    double expected = dIn * config.positive("expansion_factor");
    if (expected != dSae) {
      throw PvaException.failed("PVA-SAE-024", "config.json says expansion_factor " + expected / dIn + " of d_model " + dIn
          + ", the weights have " + dSae + " latents").at(config.file());
    }
  }

  static float[] exp(float[] logarithms) {
    float[] values = new float[logarithms.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp(logarithms[i]);
    }
    return values;
  }
}
