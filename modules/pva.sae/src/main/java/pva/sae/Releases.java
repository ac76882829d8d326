package pva.sae;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pva.base.PvaException;

/** The published dictionaries that can be named by model, layer and width: a small table of facts, whose head says where they are from. */
public final class Releases {
  private static final String RESIDUAL = "hook_resid_post";
  private static final List<ReleaseLine> LINES = read();

  private Releases() {
  }

  private static List<ReleaseLine> read() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(Releases.class.getResourceAsStream("releases.tsv"),
        StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(ReleaseLine::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The dictionary of a model's layer. Fails with PVA-SAE-040 where no dictionary of the model is known, naming the models, and
   * with PVA-SAE-041 where none of the model fits, listing what there is.
   *
   * @param model hub id or its last part, such as {@code google/gemma-2-9b}
   * @param width number of latents; the first in the table where it is not said
   * @param architecture such as {@code jumprelu}
   * @param hook the tensor's name within its block, such as {@code hook_mlp_out}; the residual stream after the block where it is not said
   */
  public static Release find(String model, int layer, OptionalInt width, Optional<String> architecture, Optional<String> hook) {
    List<ReleaseLine> ofModel = LINES.stream().filter(line -> known(line.model()).equals(known(model))).toList();
    if (ofModel.isEmpty()) {
      throw PvaException.failed("PVA-SAE-040", "no published dictionary of the model " + model + " is known").word("sae")
          .help("models with known dictionaries: " + LINES.stream().map(ReleaseLine::model).distinct().collect(Collectors.joining(", ")))
          .help("any other: sae(…, from: 'folder or hub id')");
    }
    String site = hook.orElse(RESIDUAL);
    return ofModel.stream()
        .filter(line -> line.fits(layer, width) && architecture.map(line.architecture()::equals).orElse(true) && line.site().equals(site))
        .findFirst().map(line -> line.release(layer, width))
        .orElseThrow(() -> none(ofModel, model, layer, width, architecture, site));
  }

  private static PvaException none(List<ReleaseLine> ofModel, String model, int layer, OptionalInt width, Optional<String> architecture,
      String site) {
    String wanted = Stream.of("layer " + layer, width.isPresent() ? "width " + width.getAsInt() : "", architecture.orElse(""),
        site.equals(RESIDUAL) ? "" : site).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
    return PvaException.failed("PVA-SAE-041", "no published dictionary of " + model + " is known for " + wanted).word("sae")
        .help("there are: " + ofModel.stream().map(ReleaseLine::text).distinct().collect(Collectors.joining("; ")))
        .help("any other: sae(…, from: 'folder or hub id')");
  }

  /** Every known dictionary of a model, one line of text each; empty where there is none. */
  public static List<String> of(String model) {
    return LINES.stream().filter(line -> known(line.model()).equals(known(model))).map(ReleaseLine::text).distinct().toList();
  }

  /** The link of a latent of a dictionary that names its own id, or whose repository and folder are in the table. */
  public static Optional<String> neuronpedia(String repository, String folder) {
    return LINES.stream().filter(line -> line.repository().equals(repository)).flatMap(line -> line.at(folder).stream())
        .flatMap(release -> release.neuronpedia().stream()).findFirst();
  }

  /**
   * The {@code norm_scaling_factor} that the registry of sae-lens has for a folder, because no file there holds it; known by the
   * name of the repository and of the folder in it, wherever that lies.
   */
  public static OptionalDouble factor(Path folder) {
    Path place = folder.toAbsolutePath().normalize();
    return LINES.stream().filter(line -> !line.factors().isEmpty() && place.toString().contains(lastPart(line.repository())))
        .flatMap(line -> line.layers().stream().map(layer -> line.release(layer, OptionalInt.empty())))
        .filter(release -> place.endsWith(release.folder())).map(Release::factor).filter(OptionalDouble::isPresent).findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static String lastPart(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /** A model goes by its last part, and two by an older name too. */
  private static String known(String model) {
    String name = lastPart(model).toLowerCase(Locale.ROOT);
    return name.equals("gpt2-small") ? "gpt2" : name.equals("meta-llama-3.1-8b") ? "llama-3.1-8b" : name;
  }
}
