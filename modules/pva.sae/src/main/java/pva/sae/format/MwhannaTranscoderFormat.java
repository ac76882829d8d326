package pva.sae.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.SafetensorsFile;

/**
 * Michael Hanna's transcoders of Qwen 3: {@code layer_{L}.safetensors} with {@code config.yaml} beside, ReLU, the encoder on its
 * side and the decoder not. Follows sae-lens ({@code mwhanna_transcoder_huggingface_loader}).
 */
public final class MwhannaTranscoderFormat implements DictionaryFormat {
  private static final String CONFIG = "config.yaml";
  private static final Pattern FILE = Pattern.compile("layer_(\\d{1,4})\\.safetensors");
  /** All that is needed of YAML: a name and a text on one line. */
  private static final Pattern LINE = Pattern.compile("(\\w+):\\s*\"?([^\"#]*?)\"?\\s*");

  @Override
  public String name() {
    return "mwhanna_transcoder";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path) && FILE.matcher(path.getFileName().toString()).matches()
        && Files.isRegularFile(path.toAbsolutePath().resolveSibling(CONFIG));
  }

  @Override
  public Dictionary open(Path path) {
    Path beside = path.toAbsolutePath().resolveSibling(CONFIG);
    Map<String, String> config = config(beside);
    Matcher named = FILE.matcher(path.getFileName().toString());
    String block = named.matches() ? "blocks." + named.group(1) + "." : "";
    return Description.from(SafetensorsFile.open(path), file -> {
      Weights weights = new Weights(file, Stored.turned("W_enc"), Stored.plain("W_dec"), "b_enc", "b_dec");
      boolean skips = file.has("W_skip");
      if (skips) {
        weights.skipping(Stored.plain("W_skip"));
      }
      return new Description(name(), skips ? "skip_transcoder" : "transcoder", path, weights)
          .hook(block.isEmpty() ? "" : block + config.getOrDefault("feature_input_hook", "mlp.hook_in"))
          .model(Optional.ofNullable(config.get("model_name")))
          .detail("hook_name_out", block + config.getOrDefault("feature_output_hook", "hook_mlp_out")).file(beside)
          .dictionary(Rule.RELU.restoringScale(false));
    });
  }

  private static Map<String, String> config(Path file) {
    Map<String, String> values = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.limit(1000).map(LINE::matcher).filter(Matcher::matches).forEach(m -> values.put(m.group(1), m.group(2)));
      return values;
    } catch (IOException | UncheckedIOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    }
  }
}
