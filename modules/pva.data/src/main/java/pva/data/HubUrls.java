package pva.data;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The addresses of one repository at a hub; every name in them is percent-encoded. */
record HubUrls(URI endpoint, String id) {

  /** Where a file's bytes are, or the redirect to them. */
  URI file(String commit, String path) {
    return URI.create(endpoint + "/" + encoded(id, true) + "/resolve/" + encoded(commit, false) + "/" + encoded(path, true));
  }

  /** What the hub says of a revision; its {@code sha} is the commit. */
  URI revision(String revision) {
    return URI.create(endpoint + api() + "/revision/" + encoded(revision, false));
  }

  /** The files below a folder ({@code ""} = all of them), page by page. */
  URI tree(String commit, String folder) {
    String below = folder.isEmpty() ? "" : "/" + encoded(folder, true);
    String tree = api() + "/tree/" + encoded(commit, false);
    return URI.create(endpoint + tree + below + "?recursive=true&expand=false");
  }

  /** The page for people. */
  String page() {
    return endpoint + "/" + id;
  }

  private String api() {
    return "/api/" + (id.startsWith(HubRepository.DATASETS) ? "" : "models/") + encoded(id, true);
  }

  private static String encoded(String text, boolean keepSlash) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0 || keepSlash && c == '/');
      out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return out.toString();
  }
}
