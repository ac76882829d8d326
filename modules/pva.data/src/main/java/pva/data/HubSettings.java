package pva.data;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;

/**
 * What the environment says of the hub, by the rules of huggingface_hub: {@code HF_HUB_CACHE}, {@code HF_HOME},
 * {@code XDG_CACHE_HOME}, {@code HF_TOKEN}, {@code HF_TOKEN_PATH}, {@code HF_ENDPOINT}, {@code HF_HUB_OFFLINE}.
 *
 * @param cache the folder that holds {@code models--ORG--NAME}
 * @param endpoint without a final slash
 * @param token shown to the endpoint alone
 * @param stall how long a connection may stay silent before it counts as lost
 */
record HubSettings(Path cache, URI endpoint, Optional<String> token, boolean offline, RetryRule retry, Duration stall) {
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  /** Fails with PVA-HUB-012 where HF_ENDPOINT or the token cannot be used. */
  static HubSettings of(Map<String, String> environment, Path home) {
    Path xdg = path(environment, "XDG_CACHE_HOME", home).orElse(home.resolve(".cache"));
    Path hf = path(environment, "HF_HOME", home).orElse(xdg.resolve("huggingface"));
    Path cache = path(environment, "HF_HUB_CACHE", home).or(() -> path(environment, "HUGGINGFACE_HUB_CACHE", home))
        .orElse(hf.resolve("hub"));
    Path tokenFile = path(environment, "HF_TOKEN_PATH", home).orElse(hf.resolve("token"));
    Optional<String> token = said(environment, "HF_TOKEN").or(() -> said(environment, "HUGGING_FACE_HUB_TOKEN"))
        .or(() -> content(tokenFile));
    boolean offline = said(environment, "HF_HUB_OFFLINE").or(() -> said(environment, "TRANSFORMERS_OFFLINE"))
        .map(v -> TRUE.contains(v.toUpperCase(Locale.ROOT))).orElse(false);
    URI endpoint = endpoint(said(environment, "HF_ENDPOINT").orElse("https://huggingface.co"));
    return new HubSettings(cache, endpoint, token.map(HubSettings::usable), offline, RetryRule.STANDARD, Duration.ofSeconds(30));
  }

  private static Optional<String> said(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<Path> path(Map<String, String> environment, String name, Path home) {
    return said(environment, name).map(v -> {
      String whole = VARIABLE.matcher(v).replaceAll(m -> Matcher.quoteReplacement(
          environment.getOrDefault(m.group(1) != null ? m.group(1) : m.group(2), m.group())));
      return whole.equals("~") || whole.startsWith("~/") ? Path.of(home + whole.substring(1)) : Path.of(whole);
    });
  }

  private static Optional<String> content(Path tokenFile) {
    try {
      return Optional.of(Files.readString(tokenFile, StandardCharsets.UTF_8).strip()).filter(t -> !t.isEmpty());
    } catch (IOException e) {
      // no token is the usual case; the hub says so where one is needed
      return Optional.empty();
    }
  }

  private static String usable(String token) {
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw PvaException.usage("PVA-HUB-012", "the hub token holds a space, a line break or a letter beyond ASCII")
          .help("set HF_TOKEN to the token alone; it begins with hf_");
    }
    return token;
  }

  private static URI endpoint(String said) {
    try {
      URI uri = URI.create(said.replaceAll("/+$", ""));
      if (uri.getHost() != null && (uri.getScheme().equals("https") || uri.getScheme().equals("http")) && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below, like every other address that is none
    }
    throw PvaException.usage("PVA-HUB-012", "HF_ENDPOINT is not an address: " + said).help("write it as https://HOST");
  }
}
