package pva.base;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A failure that explains itself: a stable code, what is wrong, the file and the place in it, and what to do.
 *
 * <p>One type for all modules, so that one renderer shows them all. Build it with {@link #failed} (the run failed, exit
 * code 1) or {@link #usage} (the script or the command line is wrong, exit code 2) and add what is known on the way up:
 * {@link #at}, {@link #help}, {@link #word}, {@link #because}. Each returns a new exception with the same stack trace.
 */
public final class PvaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int exitCode;
  private final transient Path file;
  private final List<String> help;
  private final String word;

  private PvaException(String code, int exitCode, String message, Path file, List<String> help, String word, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
    this.exitCode = exitCode;
    this.file = file;
    this.help = List.copyOf(help);
    this.word = word;
  }

  /** The run failed: damaged input, a missing file, a dictionary that does not fit. Exit code 1. */
  public static PvaException failed(String code, String message) {
    return new PvaException(code, 1, message, null, List.of(), null, null);
  }

  /** What was asked is wrong: an unknown option, a value out of range. Exit code 2. */
  public static PvaException usage(String code, String message) {
    return new PvaException(code, 2, message, null, List.of(), null, null);
  }

  /** The file (or folder) that is at fault; a file already named is kept, because the first to know is the nearest. */
  public PvaException at(Path where) {
    return file != null ? this : copy(where, help, word, getCause());
  }

  /** One line that says what to do; may be called more than once. */
  public PvaException help(String line) {
    List<String> more = new java.util.ArrayList<>(help);
    more.add(line);
    return copy(file, more, word, getCause());
  }

  /** The script word that asked for this ({@code sae}, {@code dataset}); a word already named is kept. */
  public PvaException word(String scriptWord) {
    return word != null ? this : copy(file, help, scriptWord, getCause());
  }

  /** The technical cause, shown with {@code --stacktrace}. */
  public PvaException because(Throwable cause) {
    return copy(file, help, word, cause);
  }

  private PvaException copy(Path where, List<String> lines, String scriptWord, Throwable cause) {
    PvaException e = new PvaException(code, exitCode, getMessage(), where, lines, scriptWord, cause);
    e.setStackTrace(getStackTrace());
    return e;
  }

  /** Stable, such as {@code PVA-SAE-004}. */
  public String code() {
    return code;
  }

  /** 1 = the run failed, 2 = the script or the usage is wrong. */
  public int exitCode() {
    return exitCode;
  }

  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  public List<String> help() {
    return help;
  }

  public Optional<String> word() {
    return Optional.ofNullable(word);
  }
}
