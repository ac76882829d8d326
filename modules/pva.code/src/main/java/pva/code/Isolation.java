package pva.code;

import java.util.Locale;

/** How a program under test is kept from everything else, from the strongest to the weakest. */
public enum Isolation {
  /** The strongest: spaces of its own, besides what {@link #SECCOMP} has. */
  NAMESPACES("own process, mount, network, ipc and host-name spaces, no network, all files read-only but an empty folder in memory, "
      + "system calls filtered, limits on time, memory, files and processes"),
  /** Where the kernel gives no spaces. */
  SECCOMP("system calls filtered: no processes, no network, no signals, no file can be changed; limits on time and memory"),
  /** Where the kernel has no filter either. */
  LIMITS("only limits on time, memory, file sizes and processes: network and files of this user are within reach");

  private final String says;

  Isolation(String says) {
    this.says = says;
  }

  /** What it keeps away, in plain words. */
  public String says() {
    return says;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Isolation of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
