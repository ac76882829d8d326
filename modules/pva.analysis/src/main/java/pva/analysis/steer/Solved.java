package pva.analysis.steer;

/**
 * How one task was solved.
 *
 * @param error the first thing that went wrong, {@code none} where nothing did
 * @param tokens how many were generated
 */
record Solved(String task, String code, boolean correct, int passed, int total, String error, int tokens) {
  static final String NONE = "none";
  static final String SYNTAX = "syntax";

  boolean parses() {
    return !error.equals(SYNTAX);
  }
}
