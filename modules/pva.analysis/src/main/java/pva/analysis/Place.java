package pva.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.base.Progress;
import pva.data.Hub;
import pva.data.HubSnapshot;

/**
 * Where something named in a script lies: a folder or file relative to the script, or a hub id in the hub's cache.
 *
 * @param path where it is; empty = nowhere
 * @param hub whether it was found in the hub's cache
 * @param looked every place that was looked at, in order
 */
record Place(Optional<Path> path, boolean hub, List<String> looked) {

  static Place of(String said, Optional<String> revision, Path base, Hub hub) {
    List<String> looked = new ArrayList<>();
    Path local = base.resolve(home(said)).normalize();
    looked.add(local.toString());
    if (Files.exists(local)) {
      return new Place(Optional.of(local), false, looked);
    }
    if (isId(said)) {
      looked.add(hub.snapshots(said).resolve(revision.orElse("*")).toString());
      Optional<Path> snapshot = hub.cached(said, revision, Progress.NONE).map(HubSnapshot::folder);
      return new Place(snapshot, snapshot.isPresent(), looked);
    }
    return new Place(Optional.empty(), false, looked);
  }

  /** Whether the words have the form of a hub id. A bare name, which the hub allows too, means a folder here. */
  static boolean isId(String said) {
    return said.indexOf('/') > 0 && Hub.isId(said);
  }

  private static String home(String said) {
    return said.startsWith("~/") ? System.getProperty("user.home") + said.substring(1) : said;
  }
}
