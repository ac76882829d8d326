package pva.analysis.step;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pva.data.Row;

/**
 * How hard each row's task is taken to be: by the dataset's own column {@code difficulty}, else by thirds of the prompt's length, which
 * stands in for it and is called so.
 *
 * @param by what tells it, in words
 * @param of one a row; null where the column says nothing
 */
record Difficulty(String by, List<String> of) {

  static Difficulty of(Study study) {
    List<Row> rows = study.data().rows();
    if (rows.stream().anyMatch(r -> r.difficulty().isPresent())) {
      return new Difficulty("the dataset's own column `difficulty`", Arrays.asList(rows.stream().map(r -> r.difficulty().orElse(null))
          .toArray(String[]::new)));
    }
    int[] tokens = study.tokens().promptTokens();
    int[] ascending = tokens.clone();
    Arrays.sort(ascending);
    int third = ascending[(ascending.length - 1) / 3];
    int twoThirds = ascending[(ascending.length - 1) * 2 / 3];
    return new Difficulty("thirds of the prompt's length, as the dataset has no column `difficulty`",
        IntStream.of(tokens).mapToObj(t -> name(t, third, twoThirds)).toList());
  }

  private static String name(int tokens, int third, int twoThirds) {
    return tokens <= third ? "prompts of up to " + third + " tokens" : tokens <= twoThirds
        ? "prompts of " + (third + 1) + " to " + twoThirds + " tokens" : "prompts of more than " + twoThirds + " tokens";
  }
}
