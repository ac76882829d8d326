package pva.sae;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pva.data.HubFile;

/**
 * A dictionary in a list of a repository's files.
 *
 * @param place its folder, or its one file where a folder holds several
 * @param files what is read of it, the weights last: where they are, all is
 */
record PublishedFiles(String place, List<HubFile> files) {
  /** Weights that are alone in their folder, as each format names them. */
  private static final Pattern IN_FOLDER = Pattern.compile(
      "(?:.*/)?(?:params\\.npz|params\\.safetensors|sae_weights\\.safetensors|sae\\.safetensors|ae\\.pt|checkpoints/final\\.safetensors)");
  /** Weights beside others of their kind. */
  private static final Pattern BESIDE = Pattern.compile(
      "(?:.*/)?(?:layer_\\d{1,4}\\.safetensors|layer\\d{1,4}\\.sae\\.pt|[^/]+-SAE-l\\d{1,4}\\.pth?)|.*/autoencoders/\\d{1,4}\\.pt");
  private static final Pattern CONFIG = Pattern.compile("cfg\\.json|config\\.json|config\\.yaml|hyperparams\\.json|lm_config\\.json");

  DictionaryLabel label() {
    return DictionaryLabel.of(place);
  }

  HubFile weights() {
    return files.get(files.size() - 1);
  }

  /** Every dictionary among these files, in order of place. */
  static List<PublishedFiles> among(List<HubFile> files) {
    List<PublishedFiles> found = new ArrayList<>();
    for (HubFile file : files) {
      boolean alone = IN_FOLDER.matcher(file.path()).matches();
      if (alone || BESIDE.matcher(file.path()).matches()) {
        String folder = parent(file.path().endsWith("checkpoints/final.safetensors") ? parent(file.path()) : file.path());
        found.add(of(alone ? folder : file.path(), folder, file, files));
      }
    }
    found.sort(Comparator.comparing(PublishedFiles::place));
    return found;
  }

  private static PublishedFiles of(String place, String folder, HubFile weights, List<HubFile> files) {
    List<HubFile> wanted = new ArrayList<>();
    for (HubFile file : files) {
      // of sparsify the folder above describes the run of all hookpoints
      boolean above = weights.path().endsWith("sae.safetensors") && !folder.isEmpty() && parent(file.path()).equals(parent(folder))
          && name(file.path()).equals("config.json");
      if (above || parent(file.path()).equals(folder) && CONFIG.matcher(name(file.path())).matches()) {
        wanted.add(file);
      }
    }
    wanted.add(weights);
    return new PublishedFiles(place, List.copyOf(wanted));
  }

  /** The dictionary at this place. */
  static Optional<PublishedFiles> at(String place, List<HubFile> files) {
    return among(files).stream().filter(p -> p.place.equals(place) || p.weights().path().equals(place)).findFirst();
  }

  /** Whether a place of a release is one file. */
  static boolean isFile(String place) {
    return BESIDE.matcher(place).matches();
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
