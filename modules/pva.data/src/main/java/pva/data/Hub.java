package pva.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import pva.base.Progress;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Hugging Face hub and its cache on this machine, in the layout of huggingface_hub: what transformers fetched is used, and
 * what is fetched here is found by it. Nothing is asked of the network where the cache has the answer.
 *
 * <p><b>Limitation:</b> a branch that is in the cache is not looked up again; name a commit, or run {@code hf download ID}, for a
 * newer one.
 */
public final class Hub {
  private static final String MAIN = "main";

  private final HubSettings settings;
  private final HubClient client;

  Hub(HubSettings settings) {
    this.settings = settings;
    this.client = new HubClient(settings);
  }

  /** The hub as the process's environment names it. Fails with PVA-HUB-012 where HF_ENDPOINT or HF_TOKEN cannot be used. */
  public static Hub standard() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** The hub as an environment and a home folder name it. */
  public static Hub of(Map<String, String> environment, Path home) {
    return new Hub(HubSettings.of(environment, home));
  }

  /** Whether the words have the form of a hub id: {@code organisation/name}, or the bare {@code name} of the first models. */
  public static boolean isId(String said) {
    return HubRepository.isId(said);
  }

  /** The folder that holds {@code models--ORG--NAME}. */
  public Path cache() {
    return settings.cache();
  }

  /** The hub that is asked: {@code HF_ENDPOINT}, or huggingface.co. */
  public URI endpoint() {
    return settings.endpoint();
  }

  /** Whether a token is shown to the hub: {@code HF_TOKEN}, or the file that {@code hf auth login} writes. */
  public boolean signedIn() {
    return settings.token().isPresent();
  }

  /** Whether {@code HF_HUB_OFFLINE} forbids the network. */
  public boolean offline() {
    return settings.offline();
  }

  /** Where the snapshots of an id lie or would lie. */
  public Path snapshots(String id) {
    return repository(id).folder().resolve("snapshots");
  }

  /**
   * The snapshot that this machine has, complete or not, without a question to the network: of the revision (a commit, branch or
   * tag), else of {@code main}, else the newest.
   */
  public Optional<HubSnapshot> cached(String id, Optional<String> revision, Progress progress) {
    return cached(repository(id), revision, progress);
  }

  private Optional<HubSnapshot> cached(HubRepository repository, Optional<String> revision, Progress progress) {
    String wanted = HubRepository.checkedRevision(revision.orElse(MAIN));
    return repository.commit(wanted).filter(c -> repository.snapshot(c).toFile().isDirectory())
        .or(() -> revision.isPresent() ? Optional.empty() : repository.newestCommit())
        .map(commit -> snapshot(repository, wanted, commit, progress));
  }

  /**
   * The snapshot of a revision (a commit, branch or tag; absent = {@code main}). No file is fetched yet. The hub is asked only
   * for a branch or tag that the cache does not know. Fails with PVA-HUB-001 to PVA-HUB-013.
   */
  public HubSnapshot snapshot(String id, Optional<String> revision, Progress progress) {
    return snapshot(repository(id), revision, progress);
  }

  /** The snapshot of a dataset, {@code organisation/name}; else as {@link #snapshot}. */
  public HubSnapshot dataset(String id, Optional<String> revision, Progress progress) {
    return snapshot(datasetRepository(id), revision, progress);
  }

  /** The snapshot of a dataset that this machine has; else as {@link #cached}. */
  public Optional<HubSnapshot> cachedDataset(String id, Optional<String> revision, Progress progress) {
    return cached(datasetRepository(id), revision, progress);
  }

  private HubRepository datasetRepository(String id) {
    return new HubRepository(settings.cache(), HubRepository.DATASETS + repository(id).id());
  }

  private HubSnapshot snapshot(HubRepository repository, Optional<String> revision, Progress progress) {
    String wanted = HubRepository.checkedRevision(revision.orElse(MAIN));
    Optional<String> known = repository.commit(wanted);
    if (known.isPresent()) {
      return snapshot(repository, wanted, known.get(), progress);
    }
    Optional<HubSnapshot> cached = settings.offline() ? cached(repository, revision, progress) : Optional.empty();
    return cached.orElseGet(() -> {
      String commit = commit(repository, wanted, progress);
      repository.remember(wanted, commit);
      return snapshot(repository, wanted, commit, progress);
    });
  }

  private String commit(HubRepository repository, String revision, Progress progress) {
    HubUrls urls = new HubUrls(settings.endpoint(), repository.id());
    HubFaults faults = new HubFaults(urls, settings.token().isPresent(), revision, "");
    byte[] said = client.page(urls.revision(revision), faults, progress).body();
    try {
      String commit = new JsonMapper().readTree(said).path("sha").asString("");
      if (HubRepository.isCommit(commit)) {
        return commit;
      }
    } catch (JacksonException e) {
      // told below, like an object without a commit
    }
    throw faults.notAHub("it names no commit", settings.endpoint());
  }

  private HubSnapshot snapshot(HubRepository repository, String revision, String commit, Progress progress) {
    return new HubSnapshot(settings, client, repository, revision, commit, progress);
  }

  private HubRepository repository(String id) {
    if (!isId(id)) {
      throw PvaException.usage("PVA-HUB-012", "`" + id + "` is not a hub id").help("an id is organisation/name, as in google/gemma-2-2b");
    }
    return new HubRepository(settings.cache(), id);
  }
}
