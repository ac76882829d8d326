package pva.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.Progress;
import pva.base.PvaException;

/**
 * Where something that is named in words may lie: a file or folder, relative to a base, or a repository of the hub.
 *
 * @param said the words
 * @param local the file or folder that they may mean
 * @param id the repository that they may mean, {@code organisation/name}; empty = they have not the form of an id
 * @param inside what follows the id: a folder of the repository; {@code ""} = the repository itself
 * @param revision commit, branch or tag; empty = {@code main}
 */
public record Place(String said, Path local, Optional<String> id, String inside, Optional<String> revision, Hub hub) {
  private static final Pattern WORDS = Pattern.compile("([^/]+/[^/]+)(?:/(.*?))?/*");

  /** A bare name, which the hub allows too, means a folder. */
  public static Place of(String said, Optional<String> revision, Path base, Hub hub) {
    Path local = base.resolve(said.startsWith("~/") ? System.getProperty("user.home") + said.substring(1) : said).normalize();
    Matcher m = WORDS.matcher(said);
    boolean hubs = m.matches() && Hub.isId(m.group(1));
    String inside = hubs && m.group(2) != null ? m.group(2) : "";
    return new Place(said, local, hubs ? Optional.of(m.group(1)) : Optional.empty(), inside, revision, hub);
  }

  /** Whether the file or folder is there; it goes before a repository of the same name. */
  public boolean here() {
    return Files.exists(local);
  }

  /** Whether only the hub can have it. */
  public boolean atHub() {
    return !here() && id.isPresent();
  }

  /** The snapshot of the repository that is in the hub's cache, complete or not; asks nothing of the network. */
  public Optional<HubSnapshot> cached() {
    return id.flatMap(i -> hub.cached(i, revision, Progress.NONE));
  }

  /** The snapshot of the repository. Fails with PVA-HUB-001 to -013, which then also say where a folder was looked for. */
  public HubSnapshot snapshot(Progress progress) {
    try {
      return hub.snapshot(id.orElseThrow(), revision, progress);
    } catch (PvaException e) {
      throw e.help("if a folder is meant: there is none at " + local);
    }
  }

  /** Every place that is looked at, in order. */
  public List<String> looked() {
    List<String> looked = new ArrayList<>(List.of(local.toString()));
    id.ifPresent(i -> looked.add(hub.snapshots(i).resolve(revision.orElse("*")).toString()));
    return looked;
  }
}
