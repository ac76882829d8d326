package pva.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import pva.base.PvaException;

/**
 * What can go wrong with one question to the hub, each with its next step.
 *
 * @param token whether a token is shown with the question
 * @param path the file asked for; empty = the repository itself
 */
record HubFaults(HubUrls urls, boolean token, String revision, String path) {
  private static final String RUN_AGAIN = "run it again: a download goes on where it stopped";

  PvaException offline() {
    String is = path.isEmpty() ? " is not, or not whole," : " is not";
    return PvaException.failed("PVA-HUB-001", "HF_HUB_OFFLINE is set and " + subject() + is + " in the hub's cache")
        .help("unset HF_HUB_OFFLINE, or fetch it where there is a network: hf download " + urls.id()
            + (revision.equals("main") ? "" : " --revision " + revision) + (path.isEmpty() ? "" : " " + path));
  }

  /** An answer that is no success. Fails with what it means, or throws what may pass. */
  PvaException refused(int status, HttpHeaders headers, URI from) throws PassingFault {
    if (status == 408 || status == 429 || status >= 500) {
      throw busy(status, RetryRule.asked(headers, Instant.now()), from);
    }
    String code = headers.firstValue("x-error-code").orElse("");
    String message = headers.firstValue("x-error-message").orElse("");
    return switch (code) {
      case "GatedRepo" -> gated();
      case "RepoNotFound" -> noRepository();
      case "RevisionNotFound" -> noRevision();
      case "EntryNotFound" -> noEntry();
      default -> uncoded(status, message, from);
    };
  }

  private PvaException uncoded(int status, String message, URI from) {
    if (status == 404) {
      return path.isEmpty() ? noRepository() : noEntry();
    }
    if (status == 401 && !message.startsWith("Invalid credentials")) {
      return noRepository();
    }
    if (status == 401 || status == 403) {
      PvaException e = PvaException.failed("PVA-HUB-009", from.getAuthority() + " refuses " + subject()
          + (message.isEmpty() ? " (status " + status + ")" : ": " + message));
      return e.help(token ? "the token in use is not valid or may not read this; make one that may: " + tokens() : needsToken());
    }
    return notAHub("it answers with status " + status, from);
  }

  private PvaException gated() {
    return PvaException.failed("PVA-HUB-003", urls.id() + " is gated: its owner shares it with those who accept the terms")
        .help("accept the terms at " + urls.page() + ", signed in")
        .help(token ? "the token in use must be of the account that accepted, with the right to read gated repositories: " + tokens()
            : needsToken());
  }

  private PvaException noRepository() {
    return PvaException.failed("PVA-HUB-002", "there is no model " + urls.id() + " at " + urls.endpoint() + ", or it is private")
        .help("check the spelling, organisation/name, at " + urls.page())
        .help("if it is private"
            + (token ? ", the token in use must be of an account that may read it: " + tokens() : ": " + needsToken()));
  }

  private PvaException noRevision() {
    return PvaException.failed("PVA-HUB-004", urls.id() + " has no revision `" + revision + "`")
        .help("the branches, tags and commits are at " + urls.page() + "/commits/main; without a revision it is main");
  }

  private PvaException noEntry() {
    return PvaException.failed("PVA-HUB-005", urls.id() + " has no `" + path + "` at revision " + revision)
        .help("what it has is at " + urls.page() + "/tree/" + revision);
  }

  private String needsToken() {
    return "set HF_TOKEN to a token of your account from " + tokens() + ", or run: hf auth login";
  }

  private String tokens() {
    return urls.endpoint() + "/settings/tokens";
  }

  private PassingFault busy(int status, Optional<Duration> asked, URI from) {
    PvaException e = PvaException.failed("PVA-HUB-013", from.getAuthority() + (status == 429 ? " is asked too often" : " cannot serve now")
        + " (status " + status + ") for " + subject() + asked.map(a -> "; it asks to wait " + a.toSeconds() + " s").orElse(""))
        .help(RUN_AGAIN);
    return new PassingFault(status == 429 && !token ? e.help("with a token the hub allows more: set HF_TOKEN") : e, asked);
  }

  /** The connection was not made, or broke. */
  PassingFault lost(Throwable cause, URI at) {
    String host = at.getAuthority();
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return lost("no trusted connection to " + host, cause);
      }
      if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException || t instanceof UnresolvedAddressException) {
        return lost("cannot connect to " + host, cause);
      }
    }
    return lost("the connection to " + host + " broke", cause);
  }

  PassingFault silent(Duration stall, URI at) {
    return lost(at.getAuthority() + " sent nothing for " + Patience.seconds(stall), null);
  }

  private PassingFault lost(String what, Throwable cause) {
    PvaException e = PvaException.failed("PVA-HUB-006", what + ", for " + subject()).help(RUN_AGAIN)
        .help("behind a proxy: PVA_OPTS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'");
    return new PassingFault(cause == null ? e : e.because(cause), Optional.empty());
  }

  PvaException notAHub(String why, URI from) {
    return PvaException.failed("PVA-HUB-010", from.getAuthority() + " does not answer as a Hugging Face hub for " + subject() + ": " + why)
        .help("check HF_ENDPOINT, and that no proxy or sign-in page stands between");
  }

  PvaException wrongBytes(String why) {
    return PvaException.failed("PVA-HUB-008", "what came for " + subject() + " is not what the hub announces: " + why)
        .help("run it again; if it stays, a proxy or a mirror changes the bytes, or the hub's file is damaged");
  }

  PvaException noSpace(long needed, long free, Path folder) {
    String figures = HubFile.text(needed) + " are needed, " + HubFile.text(free) + " are free";
    return PvaException.failed("PVA-HUB-007", "the disk has too little space for " + subject() + ": " + figures).at(folder)
        .help("free some space, or set HF_HOME to a folder on a larger disk");
  }

  /** Writing failed: the disk is full after all, or the folder does not let itself be written. */
  PvaException disk(IOException cause, Path where) {
    String why = String.valueOf(cause.getMessage());
    if (why.contains("No space left") || why.contains("quota exceeded")) {
      return PvaException.failed("PVA-HUB-007", "the disk is full: " + subject() + " could not be written").at(where)
          .help("free some space, or set HF_HOME to a folder on a larger disk").help(RUN_AGAIN).because(cause);
    }
    return PvaException.failed("PVA-HUB-014", "cannot write " + subject() + " to the hub's cache: "
        + cause.getClass().getSimpleName() + " " + why).at(where)
        .help("set HF_HOME to a folder that may be written").because(cause);
  }

  private String subject() {
    return path.isEmpty() ? urls.id() : path + " of " + urls.id();
  }
}
