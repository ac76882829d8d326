package pva.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import pva.base.Progress;
import pva.data.HubSnapshot;
import pva.data.Place;

/**
 * A language model by its name: a folder, or a repository of the hub, whose files come into the hub's cache when they are asked for.
 * Of a model in shards only those are needed, and fetched, that hold the embedding and the blocks up to a layer.
 */
public final class ModelSource {
  private static final String CONFIG = "config.json";

  private final Place place;
  private final int beyond;

  /** {@code beyond}: how many blocks after the layer are needed too, as far as the model has them; a check of the fit reads one. */
  public ModelSource(Place place, int beyond) {
    this.place = place;
    this.beyond = beyond;
  }

  /**
   * The folder, where this machine has all that the blocks up to {@code layer} need; -1 stands for the last layer. Asks nothing of the
   * network.
   */
  public Optional<Path> present(int layer) {
    if (place.here()) {
      return Optional.of(place.local());
    }
    return place.cached().filter(s -> place.inside().isEmpty() && s.present(CONFIG).isPresent())
        .flatMap(s -> s.presentModel(wanted(s, layer)));
  }

  /** The folder, after everything was fetched that the blocks up to {@code layer} need. Fails with PVA-HUB-001 to -017. */
  public Path fetch(int layer, Progress progress) {
    HubSnapshot snapshot = place.snapshot(progress);
    snapshot.file(CONFIG);
    return snapshot.fetchModel(wanted(snapshot, layer));
  }

  /** The checkpoint, fetched where that is needed. Fails as {@link #fetch} and {@link Checkpoint#open(Path, int, int)} do. */
  public Checkpoint open(int layer, Progress progress) {
    Path folder = present(layer).orElseGet(() -> place.atHub() ? fetch(layer, progress) : place.local());
    return Checkpoint.open(folder, layer, beyond);
  }

  private Predicate<String> wanted(HubSnapshot snapshot, int layer) {
    return Checkpoint.wanted(snapshot.folder(), layer, beyond);
  }
}
