package pva.sae;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Hub;
import pva.data.HubFile;
import pva.data.HubSnapshot;
import pva.data.Place;

/**
 * A dictionary by its name: a folder, a repository of the hub or a folder in one, or a release of the table. Of a repository only the
 * files of the one dictionary are fetched, when they are asked for, into the hub's cache.
 */
public final class DictionarySource {
  private static final int USUAL_L0 = 100;
  private static final int LISTED = 12;

  private final Place place;
  private final DictionaryWish wish;
  private final Optional<Release> release;

  private DictionarySource(Place place, DictionaryWish wish, Optional<Release> release) {
    this.place = place;
    this.wish = wish;
    this.release = release;
  }

  /** In a folder or a repository, by the table where the repository is in it and else by the names of its files. */
  public static DictionarySource at(Place place, DictionaryWish wish) {
    return new DictionarySource(place, wish,
        place.inside().isEmpty() ? place.id().flatMap(id -> Releases.in(id, wish)) : Optional.empty());
  }

  /** A release of the table, whose repository may lie as a folder below {@code base} too. */
  public static DictionarySource of(Release release, DictionaryWish wish, Path base, Hub hub) {
    return new DictionarySource(Place.of(release.repository(), Optional.empty(), base, hub), wish, Optional.of(release));
  }

  public Place place() {
    return place;
  }

  /** What had to be chosen without being asked. */
  public List<String> notes() {
    return release.map(Release::notes).orElse(List.of());
  }

  /**
   * Where it lies on this machine; empty where it has to be fetched. Asks nothing of the network. Fails with PVA-SAE-004 and -009 where
   * a folder is there but no such dictionary in it.
   */
  public Optional<Path> present(Progress notes) {
    return present(true, notes);
  }

  /** {@code nearest}: whether in a folder the dictionary of the nearest layer may stand for one that is not there. */
  public Optional<Path> present(boolean nearest, Progress notes) {
    if (place.here()) {
      return Optional.of(wish.layer().isEmpty() ? place.local() : Dictionaries.locate(place.local(), wish.layer().getAsInt(), wish.width(),
          release.map(Release::l0).orElse(wish.l0()), nearest, notes));
    }
    return place.cached().flatMap(s -> chosen(s.listHere(), notes).map(d -> s.folder().resolve(d.place())));
  }

  /** Where it lies after it was fetched. Fails with PVA-HUB-001 to -017, and with PVA-SAE-042 and -043 where it cannot be told which. */
  public Path fetch(Progress progress) {
    HubSnapshot snapshot = place.snapshot(progress);
    List<HubFile> listed = listed(snapshot);
    PublishedFiles dictionary = chosen(listed, progress).orElseThrow(() -> none(listed));
    return snapshot.fetch(dictionary.files()).resolve(dictionary.place());
  }

  /** The dictionary, fetched where that is needed. */
  public Dictionary open(Progress progress) {
    Path path = present(progress).orElseGet(() -> place.atHub() ? fetch(progress) : place.local());
    Dictionary dictionary = Dictionaries.open(path, wish.format());
    try {
      wish.check(dictionary.info());
      return dictionary;
    } catch (PvaException e) {
      dictionary.close();
      throw e;
    }
  }

  /** Its part of the repository, as far as it is known without asking: {@code layer_41/width_65k/average_l0_*}. */
  public Optional<String> part() {
    boolean scope = place.id().filter(id -> id.startsWith("google/gemma-scope-") && !id.startsWith("google/gemma-scope-2-")).isPresent();
    return release.map(Release::folder).or(() -> place.inside().isEmpty() ? Optional.empty() : Optional.of(place.inside()))
        .or(() -> scope ? Optional.of("layer_" + (wish.layer().isPresent() ? wish.layer().getAsInt() : "*") + "/width_"
            + (wish.width().isPresent() ? ReleaseLine.label(wish.width().getAsInt()) : "*") + "/average_l0_"
            + (wish.l0().isPresent() ? wish.l0().getAsInt() : "*")) : Optional.empty());
  }

  /** A release and a folder are listed alone where they are there; for a choice and for a message, everything is. */
  private List<HubFile> listed(HubSnapshot snapshot) {
    String folder = release.map(Release::folder).orElse(place.inside());
    try {
      return snapshot.list(PublishedFiles.isFile(folder) ? PublishedFiles.parent(folder) : folder);
    } catch (PvaException e) {
      if (e.code().equals("PVA-HUB-005")) { // there is no such folder
        return snapshot.list("");
      }
      throw e;
    }
  }

  private Optional<PublishedFiles> chosen(List<HubFile> files, Progress notes) {
    if (release.isPresent()) {
      return PublishedFiles.at(release.get().folder(), files);
    }
    List<PublishedFiles> below = below(files);
    return PublishedFiles.at(place.inside(), files).or(() -> wish.layer().isPresent() ? byLabel(below, notes)
        : below.size() == 1 ? Optional.of(below.get(0)) : Optional.empty());
  }

  private List<PublishedFiles> below(List<HubFile> files) {
    return PublishedFiles.among(files).stream()
        .filter(d -> place.inside().isEmpty() || d.place().startsWith(place.inside() + "/")).toList();
  }

  private Optional<PublishedFiles> byLabel(List<PublishedFiles> all, Progress notes) {
    List<PublishedFiles> fitting = all.stream().filter(d -> fits(d.label())).toList();
    int l0 = wish.l0().orElse(USUAL_L0);
    Optional<PublishedFiles> nearest = fitting.stream().min(Comparator.comparing((PublishedFiles d) -> !d.place().contains("resid"))
        .thenComparing(d -> Math.abs(d.label().l0().orElse(l0) - l0)).thenComparing(PublishedFiles::place));
    boolean asked = nearest.isPresent() && wish.l0().isPresent() && nearest.get().label().l0().equals(wish.l0());
    if (fitting.size() > 1 && !asked) {
      notes.note("taking " + nearest.get().place() + " of " + list(fitting));
    }
    return nearest;
  }

  private boolean fits(DictionaryLabel label) {
    boolean wide = wish.width().isEmpty() || label.width().map(ReleaseLine.label(wish.width().getAsInt())::equals).orElse(true);
    return wide && (label.layer().isEmpty() || label.layer().equals(wish.layer()));
  }

  private PvaException none(List<HubFile> listed) {
    List<PublishedFiles> all = PublishedFiles.among(listed);
    String id = place.id().orElseThrow();
    if (all.isEmpty()) {
      return PvaException.failed("PVA-SAE-042", id + " has no dictionary of a known format")
          .help("formats that are read: " + String.join(", ", Dictionaries.formats()));
    }
    if (wish.layer().isEmpty() && release.isEmpty() && place.inside().isEmpty()) {
      return PvaException.usage("PVA-SAE-043", id + " holds " + all.size() + " dictionaries, and which is meant is not said")
          .help("say --layer and --width, or name one by its folder: " + id + "/" + all.get(0).place()).help("there are: " + list(all));
    }
    List<PublishedFiles> ofLayer = all.stream().filter(d -> wish.layer().isPresent() && d.label().layer().equals(wish.layer())).toList();
    return PvaException.failed("PVA-SAE-042", id + " has no dictionary " + (wish.layer().isEmpty() ? "`" + place.inside() + "`"
        : "of " + wish.text())).help(ofLayer.isEmpty() ? "there are: " + list(all) : "of this layer there are: " + list(ofLayer));
  }

  private static String list(List<PublishedFiles> all) {
    String some = all.stream().limit(LISTED).map(PublishedFiles::place).collect(Collectors.joining(", "));
    return all.size() > LISTED ? some + " and " + (all.size() - LISTED) + " more" : some;
  }
}
