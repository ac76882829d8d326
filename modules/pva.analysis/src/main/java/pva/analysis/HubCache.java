package pva.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Hugging Face hub's cache on this machine: {@code models--ORG--NAME/snapshots/COMMIT}. Nothing is downloaded.
 *
 * <p>Its place follows huggingface_hub: {@code HF_HUB_CACHE}, else {@code HF_HOME/hub}, else
 * {@code XDG_CACHE_HOME/huggingface/hub}, else {@code ~/.cache/huggingface/hub}.
 */
public record HubCache(Path root) {

  public static HubCache standard() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  static HubCache of(Map<String, String> environment, String home) {
    String hub = environment.getOrDefault("HF_HUB_CACHE", "");
    String hf = environment.getOrDefault("HF_HOME", "");
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!hub.isBlank()) {
      return new HubCache(Path.of(hub));
    }
    Path above = !hf.isBlank() ? Path.of(hf) : (xdg.isBlank() ? Path.of(home, ".cache") : Path.of(xdg)).resolve("huggingface");
    return new HubCache(above.resolve("hub"));
  }

  /** Whether the words have the form of a hub id: {@code organisation/name}. */
  static boolean isId(String said) {
    return said.matches("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
  }

  /** Where snapshots of this id would lie. */
  Path snapshots(String id) {
    return root.resolve("models--" + id.replace("/", "--")).resolve("snapshots");
  }

  /** The snapshot of a revision (a commit or a branch), else of {@code main}, else the newest. */
  Optional<Path> snapshot(String id, Optional<String> revision) {
    Path snapshots = snapshots(id);
    String wanted = revision.orElse("main");
    if (!wanted.matches("[\\w.-][\\w./-]*") || wanted.contains("..")) {
      return Optional.empty();
    }
    List<String> commits = new ArrayList<>();
    Path ref = snapshots.resolveSibling("refs").resolve(wanted);
    try {
      if (Files.isRegularFile(ref)) {
        commits.add(Files.readString(ref).strip());
      }
    } catch (IOException e) {
      // an unreadable ref is like none: the snapshot folders decide
    }
    revision.ifPresent(commits::add);
    for (String commit : commits) {
      if (!commit.isEmpty() && Files.isDirectory(snapshots.resolve(commit))) {
        return Optional.of(snapshots.resolve(commit));
      }
    }
    return revision.isPresent() ? Optional.empty() : newest(snapshots);
  }

  private static Optional<Path> newest(Path snapshots) {
    if (!Files.isDirectory(snapshots)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      return all.filter(Files::isDirectory).max(Comparator.<Path>comparingLong(p -> p.toFile().lastModified()).thenComparing(p -> p));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
