package pva.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pva.base.Progress;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of a repository at a commit, as the hub lists them page by page, or as they lie on this machine. */
record HubListing(HubClient client, HubUrls urls, String commit, Progress progress) {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

  List<HubFile> below(String folder, HubFaults faults) {
    List<HubFile> files = new ArrayList<>();
    Set<URI> seen = new HashSet<>();
    Optional<URI> at = Optional.of(urls.tree(commit, folder));
    while (at.isPresent()) {
      URI uri = at.get();
      if (!seen.add(uri)) {
        throw faults.notAHub("its list has no end", uri);
      }
      HubClient.Page page = client.page(uri, faults, progress);
      read(page.body(), uri, faults, files);
      at = next(page.headers(), uri, faults);
    }
    files.sort(Comparator.comparing(HubFile::path));
    return List.copyOf(files);
  }

  private static void read(byte[] body, URI uri, HubFaults faults, List<HubFile> files) {
    JsonNode entries;
    try {
      entries = new JsonMapper().readTree(body);
    } catch (JacksonException e) {
      throw faults.notAHub("its list is not JSON", uri).because(e);
    }
    if (!entries.isArray()) {
      throw faults.notAHub("its list is not an array", uri);
    }
    for (JsonNode entry : entries) {
      if (entry.path("type").asString("").equals("file")) {
        String blob = entry.path("lfs").path("oid").asString(entry.path("oid").asString(""));
        files.add(new HubFile(entry.path("path").asString(""), entry.path("size").asLong(0), BlobCheck.usable(blob) ? blob : ""));
      }
    }
  }

  private static Optional<URI> next(HttpHeaders headers, URI at, HubFaults faults) {
    Matcher link = NEXT.matcher(String.join(",", headers.allValues("link")));
    try {
      return link.find() ? Optional.of(at.resolve(link.group(1))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw faults.notAHub("its list goes on at `" + link.group(1) + "`", at);
    }
  }

  /** What a snapshot folder holds below a folder of it. */
  static List<HubFile> local(Path snapshot, String folder) {
    Path start = folder.isEmpty() ? snapshot : snapshot.resolve(HubFile.checked(folder));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .map(p -> new HubFile(snapshot.relativize(p).toString().replace('\\', '/'), p.toFile().length(), ""))
          .sorted(Comparator.comparing(HubFile::path)).toList();
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the folder: " + e.getMessage()).at(start).because(e);
    }
  }
}
