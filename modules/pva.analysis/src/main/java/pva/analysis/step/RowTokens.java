package pva.analysis.step;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import pva.analysis.text.Json;
import tools.jackson.databind.JsonNode;

/**
 * What the dataset's rows look like as tokens.
 *
 * @param tokens tokens of each row
 * @param promptTokens how many of them belong to the prompt
 * @param lastPromptId id of the last prompt token, -1 where there is none
 */
public record RowTokens(boolean addsBos, int[] tokens, int[] promptTokens, int[] lastPromptId) {

  public static RowTokens read(Path file) {
    JsonNode json = Json.read(file);
    return new RowTokens(json.path("addsBos").asBoolean(true), ints(json.path("tokens")), ints(json.path("promptTokens")),
        ints(json.path("lastPromptId")));
  }

  private static int[] ints(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }

  /** Of some of the rows. */
  RowTokens only(int[] rows) {
    return new RowTokens(addsBos, pick(tokens, rows), pick(promptTokens, rows), pick(lastPromptId, rows));
  }

  private static int[] pick(int[] values, int[] rows) {
    return Arrays.stream(rows).map(r -> values[r]).toArray();
  }

  public long total() {
    return Arrays.stream(tokens).asLongStream().sum();
  }

  /** Tokens that the model wrote, a row. */
  public int[] written() {
    return IntStream.range(0, tokens.length).map(i -> tokens[i] - promptTokens[i]).toArray();
  }
}
