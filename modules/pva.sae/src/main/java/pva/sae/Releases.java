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
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import pva.base.PvaException;

/** The published dictionaries that can be named by model, layer and width: a small table of facts, whose head says where they are from. */
public final class Releases {
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
   * The dictionary of the residual stream after a layer of a model, of the first line in the table that fits. Fails with PVA-SAE-040
   * where no dictionary of the model is known, naming the models, and with PVA-SAE-041 where none of the model fits, listing what
   * there is.
   *
   * @param model hub id or its last part, such as {@code google/gemma-2-9b}
   * @param wish with a layer
   */
  public static Release find(String model, DictionaryWish wish) {
    List<ReleaseLine> ofModel = LINES.stream().filter(line -> known(line.model()).equals(known(model))).toList();
    if (ofModel.isEmpty()) {
      throw PvaException.failed("PVA-SAE-040", "no published dictionary of the model " + model + " is known").word("sae")
          .help("models with known dictionaries: " + LINES.stream().map(ReleaseLine::model).distinct().collect(Collectors.joining(", ")))
          .help("any other: sae jumpRelu(from: 'folder or hub id')");
    }
    return ofModel.stream().filter(line -> line.residual() && line.fits(wish)).findFirst().map(line -> line.release(wish))
        .orElseThrow(() -> none(ofModel, model, wish));
  }

  private static PvaException none(List<ReleaseLine> ofModel, String model, DictionaryWish wish) {
    PvaException e = PvaException.failed("PVA-SAE-041", "no published dictionary of " + model + " is known for " + wish.text()).word("sae")
        .help("there are: " + ofModel.stream().filter(ReleaseLine::residual).map(ReleaseLine::text).collect(Collectors.joining("; ")));
    String others = ofModel.stream().filter(line -> !line.residual()).map(line -> line.repository() + " (" + line.site() + ")").distinct()
        .collect(Collectors.joining(", "));
    return (others.isEmpty() ? e : e.help("of other tensors, by from: '…': " + others))
        .help("any other: sae jumpRelu(from: 'folder or hub id')");
  }

  /** The dictionary in a repository, whatever tensor it reads; empty where the table does not have it. */
  static Optional<Release> in(String repository, DictionaryWish wish) {
    return LINES.stream().filter(line -> line.repository().equals(repository) && line.fits(wish)).findFirst()
        .map(line -> line.release(wish));
  }

  /** The release that lies at a path, known by the name of the repository and of the place in it, wherever the repository lies. */
  public static Optional<Release> at(Path path) {
    Path place = path.toAbsolutePath().normalize();
    return LINES.stream().filter(line -> within(place, lastPart(line.repository()))).flatMap(line -> line.all().stream())
        .filter(release -> place.endsWith(release.folder()) || place.getParent() != null && place.getParent().endsWith(release.folder()))
        .findFirst();
  }

  private static boolean within(Path place, String repository) {
    return StreamSupport.stream(place.spliterator(), false).map(Path::toString)
        .anyMatch(part -> part.equals(repository) || part.startsWith("models--") && part.endsWith("--" + repository));
  }

  /** The {@code norm_scaling_factor} that the registry of sae-lens has for a folder, because no file there holds it. */
  public static OptionalDouble factor(Path folder) {
    return at(folder).map(Release::factor).orElse(OptionalDouble.empty());
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
