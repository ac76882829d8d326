package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.sae.Dictionary;
import pva.sae.LatentTerms;
import pva.sae.Rule;
import pva.sae.Weights;
import pva.sae.Weights.Stored;
import pva.sae.spi.DictionaryFormat;
import pva.tensor.NpzFile;

/**
 * Gemma Scope for Gemma 2: {@code layer_{L}/width_{W}/average_l0_{N}/params.npz}, JumpReLU, no configuration file.
 *
 * <p>Layer, site, model and declared L0 come from the path, because nothing else says them; sizes come from the arrays, because
 * a folder's label is only a label. Follows the loader of sae-lens ({@code gemma_2_sae_huggingface_loader}).
 */
public final class GemmaScopeFormat implements DictionaryFormat {
  private static final String FILE = "params.npz";
  private static final Pattern REPOSITORY = Pattern.compile("gemma-scope-(\\d+b)-(pt|it)-(res|mlp|att|transcoders)");
  private static final Pattern LAYER = Pattern.compile("layer_(\\d{1,4})");
  private static final Pattern L0 = Pattern.compile("average_l0_(\\d{1,9})");
  private static final Pattern EMBEDDING = Pattern.compile("/embedding/");
  private static final Map<String, String> HOOKS = Map.of("res", "hook_resid_post", "mlp", "hook_mlp_out", "att", "attn.hook_z",
      "transcoders", "ln2.hook_normalized");

  @Override
  public String name() {
    return "gemma_scope";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(FILE))
        || Files.isRegularFile(path) && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public Dictionary open(Path path) {
    return Description.from(NpzFile.open(Files.isDirectory(path) ? path.resolve(FILE) : path), npz -> open(path, npz));
  }

  private Dictionary open(Path path, NpzFile npz) {
    Optional<Matcher> repository = Description.last(REPOSITORY, npz.path());
    String site = repository.map(m -> m.group(3)).orElse("res");
    boolean embedding = Description.last(EMBEDDING, npz.path()).isPresent();
    Weights weights = new Weights(npz, either(npz, "W_enc"), either(npz, "W_dec"), "b_enc", "b_dec").with("threshold");
    boolean transcoder = site.equals("transcoders");
    if (!transcoder) {
      weights.squared();
    }
    String hook = Description.last(LAYER, npz.path()).map(m -> "blocks." + m.group(1) + "." + HOOKS.get(site)).orElse("");
    Description description = new Description(name(), transcoder ? "jumprelu_transcoder" : "jumprelu", path, weights)
        .hook(embedding ? "hook_embed" : hook)
        .model(repository.map(GemmaScopeFormat::model))
        .declaredL0(Description.last(L0, npz.path()).map(m -> OptionalDouble.of(Double.parseDouble(m.group(1))))
            .orElse(OptionalDouble.empty()))
        .detail("site", embedding ? "embedding" : site);
    repository.ifPresent(m -> description.detail("repository", "google/" + m.group()));
    return description.dictionary(embedding ? Rule.RELU.with(GemmaScopeFormat::unscaled) : Rule.JUMP_RELU);
  }

  /** Those of the embedding were trained on what Gemma multiplies by √d, and are used on what it has before. */
  private static LatentTerms unscaled(Weights weights) {
    double root = Math.sqrt(weights.dIn());
    LatentTerms plain = LatentTerms.above("threshold").of(weights);
    float[] down = plain.filled(1 / root);
    return plain.withBias(LatentTerms.divided(plain.bias(), 1 / root)).withScale(down).withValue(down, null)
        .withDecoder(plain.filled(root), plain.decoderBias());
  }

  private static String model(Matcher repository) {
    return "google/gemma-2-" + repository.group(1) + (repository.group(2).equals("it") ? "-it" : "");
  }

  /** Published files have {@code W_enc}; some copies have {@code w_enc}. */
  private static Stored either(NpzFile npz, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stored.plain(!npz.has(name) && npz.has(lower) ? lower : name);
  }
}
