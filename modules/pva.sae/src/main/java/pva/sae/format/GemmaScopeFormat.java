package pva.sae.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;
import pva.sae.Normalisation;
import pva.sae.Rule;
import pva.sae.Weights;
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
  private static final Pattern LAYER = Pattern.compile("layer_(\\d+)");
  private static final Pattern L0 = Pattern.compile("average_l0_(\\d+)");
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
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    NpzFile npz = NpzFile.open(file);
    try {
      return open(path, file, npz);
    } catch (PvaException e) {
      npz.close();
      throw e;
    }
  }

  private Dictionary open(Path path, Path file, NpzFile npz) {
    String place = file.toAbsolutePath().normalize().toString().replace('\\', '/');
    if (place.contains("/embedding/")) {
      throw PvaException.failed("PVA-SAE-008", "dictionaries of the embedding are not read: they describe no layer").at(file);
    }
    Optional<Matcher> repository = last(REPOSITORY, place);
    String site = repository.map(m -> m.group(3)).orElse("res");
    Weights weights = new Weights(npz, either(npz, "W_enc"), either(npz, "W_dec"), "b_enc", "b_dec",
        Optional.of("threshold"), Optional.empty());
    boolean transcoder = site.equals("transcoders");
    if (!transcoder) {
      weights.squared();
    }
    OptionalInt layer = last(LAYER, place).map(m -> OptionalInt.of(Integer.parseInt(m.group(1)))).orElse(OptionalInt.empty());
    Map<String, String> details = new HashMap<>();
    repository.ifPresent(m -> details.put("repository", "google/" + m.group()));
    details.put("site", site);
    DictionaryInfo info = new DictionaryInfo(name(), transcoder ? "jumprelu_transcoder" : "jumprelu", weights.dIn(), weights.dSae(),
        weights.dOut(), layer, layer.isPresent() ? "blocks." + layer.getAsInt() + "." + HOOKS.get(site) : "",
        repository.map(GemmaScopeFormat::model), declaredL0(place), Normalisation.NONE.text(),
        npz.info(weights.encoder()).dtype().name(), path, List.of(file), details);
    return Dictionary.of(info, weights, Rule.PLAIN);
  }

  private static OptionalDouble declaredL0(String place) {
    return last(L0, place).map(m -> OptionalDouble.of(Double.parseDouble(m.group(1)))).orElse(OptionalDouble.empty());
  }

  private static String model(Matcher repository) {
    return "google/gemma-2-" + repository.group(1) + (repository.group(2).equals("it") ? "-it" : "");
  }

  /** Published files have {@code W_enc}; some copies have {@code w_enc}. */
  private static String either(NpzFile npz, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !npz.has(name) && npz.has(lower) ? lower : name;
  }

  private static Optional<Matcher> last(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    int start = -1;
    while (m.find()) {
      start = m.start();
    }
    return start >= 0 && m.find(start) ? Optional.of(m) : Optional.empty();
  }
}
