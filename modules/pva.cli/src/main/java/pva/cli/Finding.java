package pva.cli;

/** One thing that doctor looked at: whether it works, what was seen, and what to do where it does not. */
record Finding(String what, boolean fine, String seen, String advice) {
}
