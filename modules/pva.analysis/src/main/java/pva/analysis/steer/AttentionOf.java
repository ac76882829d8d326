package pva.analysis.steer;

/** Whose attention is looked at. */
enum AttentionOf {
  /** The last token of a prompt, which decides how the solution begins. */
  PROMPT_END("the last token of the prompt"),
  /** The tokens of the unsteered solution, each by itself; their mean stands for a task. */
  SOLUTION("the tokens of the unsteered solution");

  private final String words;

  AttentionOf(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
