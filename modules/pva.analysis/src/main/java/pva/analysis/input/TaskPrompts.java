package pva.analysis.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pva.code.Problem;
import pva.code.PromptTemplate;
import pva.code.PromptTemplate.Part;
import pva.code.PromptTemplate.Piece;
import pva.model.EndOfFunction;
import pva.model.StopRule;

/**
 * How a model is asked to solve problems, and where its answers end.
 *
 * @param chat what goes around the template; empty where the model is not asked in a chat
 */
public record TaskPrompts(PromptTemplate template, Optional<ChatTemplate> chat) {

  /**
   * Fails with PVA-GEN-004 where the template is a chat and the model has none that is known.
   *
   * @param model its folder
   */
  public static TaskPrompts of(PromptTemplate template, Path model) {
    return new TaskPrompts(template, template.chat() ? Optional.of(ChatTemplate.of(model)) : Optional.empty());
  }

  /** The whole prompt of a problem. Fails as {@link PromptTemplate#prompt} does. */
  public String prompt(Problem problem, List<Problem> others) {
    return pieces(problem, others).stream().map(Piece::text).collect(Collectors.joining());
  }

  /** The same in pieces. */
  public List<Piece> pieces(Problem problem, List<Problem> others) {
    List<Piece> pieces = new ArrayList<>(template.pieces(problem, others));
    chat.ifPresent(c -> {
      pieces.add(0, new Piece(Part.OTHER, c.before()));
      pieces.add(new Piece(Part.OTHER, c.end()));
    });
    return pieces;
  }

  /**
   * What ends an answer to such a prompt.
   *
   * @param wholeFunction whether it ends with the function; a chat ends with its fence in any case
   */
  public static StopRule stop(PromptTemplate template, boolean wholeFunction) {
    if (template.chat()) {
      return text -> text.startsWith("```") ? 0 : text.indexOf("\n```");
    }
    if (!wholeFunction) {
      return StopRule.NONE;
    }
    boolean begun = template.body().endsWith("{header}") || template.body().endsWith("(");
    return begun ? EndOfFunction.BODY : EndOfFunction.WHOLE;
  }
}
