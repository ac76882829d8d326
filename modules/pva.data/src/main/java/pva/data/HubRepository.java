package pva.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pva.base.PvaException;
import pva.base.WholeFile;

/**
 * One repository in the hub's cache on this machine, laid out as huggingface_hub does, so that either finds the other's
 * files: {@code blobs/CHECKSUM} hold the bytes, {@code snapshots/COMMIT/path} are relative links to them, {@code
 * refs/REVISION} say which commit a branch was.
 */
record HubRepository(Path cache, String id) {
  /** What the hub puts before the id of a dataset; a model's id stands alone. */
  static final String DATASETS = "datasets/";
  private static final Pattern ID = Pattern.compile("(?:[A-Za-z0-9_][\\w.-]{0,94}/)?[A-Za-z0-9_](?:[\\w.-]{0,94}[A-Za-z0-9_])?");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /** Whether the words have the form of a hub id: {@code organisation/name}, or the bare {@code name} of the first models. */
  static boolean isId(String said) {
    return said.length() <= 96 && ID.matcher(said).matches() && !said.contains("--") && !said.contains("..") && !said.endsWith(".git");
  }

  static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /** Fails with PVA-HUB-012 where the words cannot be a revision. */
  static String checkedRevision(String revision) {
    if (!revision.matches("[\\w.+-][\\w./+-]*") || revision.contains("..") || revision.contains("//") || revision.endsWith("/")) {
      throw PvaException.usage("PVA-HUB-012", "`" + revision + "` is not a revision")
          .help("a revision is a branch, a tag or a commit of 40 digits");
    }
    return revision;
  }

  Path folder() {
    return cache.resolve(folderName());
  }

  Path blob(String etag) {
    return folder().resolve("blobs").resolve(etag);
  }

  Path snapshot(String commit) {
    return folder().resolve("snapshots").resolve(commit);
  }

  Path lock(String etag) {
    return cache.resolve(".locks").resolve(folderName()).resolve(etag + ".lock");
  }

  private String folderName() {
    return (id.startsWith(DATASETS) ? "" : "models--") + id.replace("/", "--");
  }

  /** The commit that a branch, a tag or a commit stands for, as far as this machine knows. */
  Optional<String> commit(String revision) {
    if (isCommit(revision)) {
      return Optional.of(revision);
    }
    try {
      return Optional.of(Files.readString(ref(revision)).strip()).filter(HubRepository::isCommit);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The commit of the snapshot folder that changed last: what is left to go by without a ref and without a network. */
  Optional<String> newestCommit() {
    try (Stream<Path> all = Files.list(folder().resolve("snapshots"))) {
      return all.filter(Files::isDirectory).max(Comparator.<Path>comparingLong(p -> p.toFile().lastModified()).thenComparing(p -> p))
          .map(p -> p.getFileName().toString()).filter(HubRepository::isCommit);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void remember(String revision, String commit) {
    if (!revision.equals(commit)) {
      WholeFile.write(ref(revision), commit);
    }
  }

  private Path ref(String revision) {
    return folder().resolve("refs").resolve(revision);
  }

  /** Makes the snapshot's entry: a relative link, put in place at once, so that two processes may do it together. */
  Path link(String etag, String commit, String path) throws IOException {
    Path pointer = snapshot(commit).resolve(path);
    Files.createDirectories(pointer.getParent());
    Path made = pointer.resolveSibling("." + pointer.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime());
    Files.createSymbolicLink(made, pointer.getParent().relativize(blob(etag)));
    Files.move(made, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return pointer;
  }
}
