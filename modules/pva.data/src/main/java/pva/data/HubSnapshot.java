package pva.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import pva.base.Progress;
import pva.base.PvaException;

/**
 * A repository at one commit. Its files are fetched one by one, when they are asked for, into the standard cache; a file that is
 * there costs no question to the network, because a commit never changes.
 */
public final class HubSnapshot {
  /** Offline, no connection, a busy server. */
  private static final Set<String> UNREACHABLE = Set.of("PVA-HUB-001", "PVA-HUB-006", "PVA-HUB-013");

  private final HubSettings settings;
  private final HubClient client;
  private final HubRepository repository;
  private final HubUrls urls;
  private final String revision;
  private final String commit;
  private final Progress progress;

  HubSnapshot(HubSettings settings, HubClient client, HubRepository repository, String revision, String commit, Progress progress) {
    this.settings = settings;
    this.client = client;
    this.repository = repository;
    this.urls = new HubUrls(settings.endpoint(), repository.id());
    this.revision = revision;
    this.commit = commit;
    this.progress = progress;
  }

  public String id() {
    return repository.id();
  }

  /** 40 hexadecimal digits. */
  public String commit() {
    return commit;
  }

  /** Where its files lie, as far as they were fetched: {@code models--ORG--NAME/snapshots/COMMIT}. */
  public Path folder() {
    return repository.snapshot(commit);
  }

  /** A file or folder that is on this machine. */
  public Optional<Path> present(String path) {
    return Optional.of(folder().resolve(HubFile.checked(path))).filter(Files::exists);
  }

  /**
   * A file, fetched where it is not here yet. Fails with PVA-HUB-001 to PVA-HUB-016, each with the next step; what arrived of a
   * download that failed is kept and the next one goes on from there.
   */
  public Path file(String path) {
    Optional<Path> present = present(path);
    if (present.isPresent()) {
      return present.get();
    }
    HubFaults faults = faults(path);
    URI source = urls.file(commit, path);
    HttpHeaders facts = client.head(source, faults, progress);
    String etag = facts.firstValue("x-linked-etag").or(() -> facts.firstValue("etag")).orElse("").replaceAll("^W/|\"", "");
    if (!BlobCheck.usable(etag)) {
      throw faults.notAHub("it sends no usable entity tag", source);
    }
    try {
      new HubDownload(client, settings.retry(), repository, source, etag, size(facts), faults, progress).run();
      return repository.link(etag, commit, path);
    } catch (IOException e) {
      throw faults.disk(e, folder().resolve(path));
    }
  }

  private static OptionalLong size(HttpHeaders facts) {
    String said = facts.firstValue("x-linked-size").or(() -> facts.firstValue("content-length")).orElse("");
    return said.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(said)) : OptionalLong.empty();
  }

  /**
   * Every file below a folder ({@code ""} = all), with its size, in order of name. Asks the hub; offline, or where the hub cannot
   * be reached, it is what this machine has of it, if anything.
   */
  public List<HubFile> list(String folder) {
    try {
      return listAtHub(folder);
    } catch (PvaException e) {
      List<HubFile> here = UNREACHABLE.contains(e.code()) ? HubListing.local(folder(), folder) : List.of();
      if (here.isEmpty()) {
        throw e;
      }
      progress.note(e.getMessage() + "; going by the files that are here");
      return here;
    }
  }

  /** Every file that this machine has of it, in order of name; asks nothing of the network. */
  public List<HubFile> listHere() {
    return HubListing.local(folder(), "");
  }

  List<HubFile> listAtHub(String folder) {
    return new HubListing(client, urls, commit, progress).below(folder, faults(folder));
  }

  /** How many bytes of these files are still to be fetched. */
  public long missingBytes(Collection<HubFile> files) {
    return files.stream().mapToLong(this::missing).sum();
  }

  private long missing(HubFile file) {
    if (present(file.path()).isPresent() || !file.blob().isEmpty() && Files.exists(repository.blob(file.blob()))) {
      return 0;
    }
    long partial = file.blob().isEmpty() ? 0 : HubDownload.ours(repository.blob(file.blob())).toFile().length();
    return Math.max(0, file.size() - partial);
  }

  /** Fetches what is missing of these files, after a look at the disk's free space for all of them; gives {@link #folder()}. */
  public Path fetch(Collection<HubFile> files) {
    long missing = missingBytes(files);
    if (missing > 0) {
      try {
        Files.createDirectories(repository.folder());
        long free = Files.getFileStore(repository.folder()).getUsableSpace();
        if (missing > free) {
          throw faults("").noSpace(missing, free, repository.folder());
        }
      } catch (IOException e) {
        throw faults("").disk(e, repository.folder());
      }
      progress.note("fetching " + HubFile.text(missing) + " of " + id() + " at " + commit);
    }
    files.forEach(f -> file(f.path()));
    return folder();
  }

  /** Fetches every file below a folder, such as the one of an SAE; gives the folder on this machine. */
  public Path fetchFolder(String path) {
    fetch(list(HubFile.checked(path)));
    return folder().resolve(path);
  }

  /**
   * What a model needs: config.json, generation_config.json, the tokenizer's files, and model.safetensors or those of its shards
   * that hold a wanted tensor. Of the shards' index alone the content is fetched here. Where this machine has all of it, the
   * hub is not asked. Fails with PVA-HUB-015 where the repository has no safetensors.
   */
  public List<HubFile> modelFiles(Predicate<String> wantedTensor) {
    return new ModelFiles(this, wantedTensor).list();
  }

  /** Fetches {@link #modelFiles}; gives the model's folder. */
  public Path fetchModel(Predicate<String> wantedTensor) {
    return fetch(modelFiles(wantedTensor));
  }

  /** The model's folder where this machine has all that {@link #modelFiles} would give; asks nothing of the network. */
  public Optional<Path> presentModel(Predicate<String> wantedTensor) {
    return new ModelFiles(this, wantedTensor).listHere().map(files -> folder());
  }

  PvaException noWeights(List<HubFile> there) {
    PvaException e = PvaException.failed("PVA-HUB-015", id() + " has neither " + ModelFiles.WHOLE + " nor " + ModelFiles.INDEX
        + " at revision " + revision);
    return there.stream().anyMatch(f -> f.path().startsWith("pytorch_model"))
        ? e.help("its weights are pickles, which are not read; save the model with save_pretrained(..., safe_serialization=True)")
        : e.help("what it has is at " + urls.page() + "/tree/" + revision);
  }

  private HubFaults faults(String path) {
    return new HubFaults(urls, settings.token().isPresent(), revision, path);
  }
}
