package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.Rule;
import pva.sae.Selection;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.TorchFile;

/**
 * Qwen-Scope: {@code SAE-Res-MODEL-W{width}K-L0_{k}/layer{L}.sae.pt}, topk on the residual stream, no configuration file: k and the
 * model are in the name of the repository alone. Follows sae-lens ({@code qwen_scope_sae_huggingface_loader}).
 */
public final class QwenScopeFormat implements DictionaryFormat {
  private static final Pattern FILE = Pattern.compile("layer(\\d{1,4})\\.sae\\.pt");
  private static final Pattern REPOSITORY = Pattern.compile("SAE-Res-([\\w.-]+?)-W\\d+K-L0_(\\d{1,6})");

  @Override
  public String name() {
    return "qwen_scope";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path) && FILE.matcher(path.getFileName().toString()).matches();
  }

  @Override
  public Dictionary open(Path path) {
    Matcher layer = FILE.matcher(path.getFileName().toString());
    Matcher repository = Description.last(REPOSITORY, path).orElseThrow(() -> PvaException.failed("PVA-SAE-026",
        "nothing says k, the number of latents that fire").at(path)
        .help("Qwen-Scope has it in the name of the repository: keep the file in a folder of that name, such as "
            + "SAE-Res-Qwen3-1.7B-Base-W32K-L0_50"));
    int k = Integer.parseInt(repository.group(2));
    return Description.from(TorchFile.open(path), file -> {
      Weights weights = new Weights(file, Stored.turned("W_enc"), Stored.turned("W_dec"), "b_enc", "b_dec").squared();
      if (k < 1 || k > weights.dSae()) {
        throw PvaException.failed("PVA-SAE-026", "the repository's name says k " + k + ", the weights have " + weights.dSae() + " latents")
            .at(path);
      }
      return new Description(name(), "topk", path, weights).hook(layer.matches() ? "blocks." + layer.group(1) + ".hook_resid_post" : "")
          .model("Qwen/" + repository.group(1)).declaredL0(OptionalDouble.of(k)).detail("repository", "Qwen/" + repository.group())
          .dictionary(Rule.RELU.with(Selection.top(k)));
    });
  }
}
