package pva.analysis.steer;

import java.util.List;
import java.util.stream.Collectors;
import pva.code.PromptTemplate.Piece;

/**
 * A task as the model sees it, and the tests that judge what it writes.
 *
 * @param pieces of the prompt, as they stand behind each other
 */
record SteerTask(String id, List<Piece> pieces, List<String> tests, String setup) {
  SteerTask {
    pieces = List.copyOf(pieces);
    tests = List.copyOf(tests);
  }

  String prompt() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }
}
