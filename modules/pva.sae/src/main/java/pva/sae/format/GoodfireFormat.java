package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.sae.Dictionary;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.TorchFile;

/**
 * Goodfire's dictionaries of Llama: one {@code MODEL-SAE-l{L}.pt} or {@code .pth}, ReLU on the residual stream, the decoder's bias
 * not subtracted. Model and layer are in the name of the file. Follows sae-lens ({@code get_goodfire_huggingface_loader}).
 */
public final class GoodfireFormat implements DictionaryFormat {
  private static final Pattern FILE = Pattern.compile("(Llama-[\\w.-]+)-SAE-l(\\d{1,4})\\.pth?");

  @Override
  public String name() {
    return "goodfire";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path) && FILE.matcher(path.getFileName().toString()).matches();
  }

  @Override
  public Dictionary open(Path path) {
    Matcher named = FILE.matcher(path.getFileName().toString());
    boolean known = named.matches();
    return Description.from(TorchFile.open(path), file -> {
      Weights weights = new Weights(file, Stored.turned("encoder_linear.weight"), Stored.turned("decoder_linear.weight"),
          "encoder_linear.bias", "decoder_linear.bias").squared();
      Description description = new Description(name(), "standard", path, weights);
      if (known) {
        description.hook("blocks." + named.group(2) + ".hook_resid_post").model("meta-llama/" + named.group(1));
      }
      return description.dictionary(Rule.RELU);
    });
  }
}
