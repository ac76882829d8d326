package pva.sae;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dictionary says of itself, before any weight is used.
 *
 * @param format the layout on disk: {@code gemma_scope}, {@code sae_lens}, … as {@link Dictionaries#formats} has them
 * @param architecture how latents are computed: {@code jumprelu}, {@code standard}, {@code topk}, {@code gated},
 *     {@code jumprelu_transcoder}, …
 * @param dIn length of the vectors it reads
 * @param dSae number of latents
 * @param dOut length of the vectors it rebuilds; differs from {@code dIn} in transcoders only
 * @param layer the layer it names, in the numbering of its hook
 * @param hook the tensor it reads, in the names of TransformerLens, such as {@code blocks.4.hook_resid_post}; empty where nothing says
 *     it or there is no such name (its publisher's words are then in the details)
 * @param model the model it was trained on, as a hub id
 * @param declaredL0 the mean number of active latents its publisher measured
 * @param normalisation what is done to a vector before encoding, in the names of sae-lens ({@code none} mostly), or in
 *     its publisher's where the weights take it in
 * @param dtype the type of the stored weights, such as {@code F32}
 * @param path the file or folder that was given
 * @param files the files its result depends on
 * @param details what else is worth showing, as text
 */
public record DictionaryInfo(String format, String architecture, int dIn, int dSae, int dOut, OptionalInt layer, String hook,
    Optional<String> model, OptionalDouble declaredL0, String normalisation, String dtype, Path path, List<Path> files,
    Map<String, String> details) {

  private static final Pattern RESIDUAL = Pattern.compile("blocks\\.(\\d{1,4})\\.hook_resid_(post|pre)");

  public DictionaryInfo {
    files = List.copyOf(files);
    details = Map.copyOf(details);
  }

  /** Its page on Neuronpedia, where it has one: by the id that it names itself, or by the table of releases. */
  public Optional<String> neuronpedia() {
    return Optional.ofNullable(details.get("neuronpedia_id")).or(() -> Releases.at(path).flatMap(Release::neuronpedia))
        .map(id -> "https://www.neuronpedia.org/" + id);
  }

  /**
   * The block after which the residual stream is the tensor this dictionary reads, which is what {@code layer} means in a
   * script: L for {@code hook_resid_post} of block L, L − 1 for {@code hook_resid_pre}; nothing for any other tensor.
   */
  public OptionalInt residualAfter() {
    Matcher m = RESIDUAL.matcher(hook);
    if (!m.matches()) {
      return OptionalInt.empty();
    }
    int block = Integer.parseInt(m.group(1)) - (m.group(2).equals("pre") ? 1 : 0);
    return block < 0 ? OptionalInt.empty() : OptionalInt.of(block);
  }
}
