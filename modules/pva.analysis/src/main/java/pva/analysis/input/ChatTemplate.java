package pva.analysis.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.analysis.text.Json;
import pva.base.PvaException;
import tools.jackson.databind.JsonNode;

/**
 * How an instruct model is asked: one message by the user, and the beginning of the answer. The kind of template is told by the marks
 * that the model's own template uses.
 *
 * <p><b>Limitation:</b> templates are programs (Jinja); of them the four common kinds of marks are known, and a system message that the
 * template always begins with.
 *
 * @param before what stands before the message
 * @param after what stands between it and the answer
 */
public record ChatTemplate(String before, String after) {
  private static final Pattern SYSTEM = Pattern.compile("<\\|im_start\\|>system(?:\\\\n|\\n)([^{}']*?)<\\|im_end\\|>");

  /** Fails with PVA-GEN-004 where the model has no template, or one of another kind. */
  public static ChatTemplate of(Path model) {
    String template = text(model);
    if (template.contains("<|im_start|>")) {
      Matcher system = SYSTEM.matcher(template);
      String first = system.find() ? "<|im_start|>system\n" + system.group(1) + "<|im_end|>\n" : "";
      return new ChatTemplate(first + "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n");
    } else if (template.contains("<start_of_turn>")) {
      return new ChatTemplate("<bos><start_of_turn>user\n", "<end_of_turn>\n<start_of_turn>model\n");
    } else if (template.contains("<|start_header_id|>")) {
      return new ChatTemplate("<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n",
          "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n");
    } else if (template.contains("[INST]")) {
      return new ChatTemplate("<s>[INST] ", " [/INST]");
    }
    throw PvaException.failed("PVA-GEN-004",
        template.isEmpty() ? "the model has no chat template" : "the model's chat template is of an unknown kind")
        .at(model).word("prompt").help("take an instruct model, or another prompt, such as solution or header");
  }

  /** The whole prompt; the answer is begun as fenced code, so that it is code and nothing else. */
  public String around(String message) {
    return before + message + end();
  }

  /** What stands behind the message. */
  String end() {
    return after + "```python\n";
  }

  private static String text(Path model) {
    try {
      Path own = model.resolve("chat_template.jinja");
      if (Files.exists(own)) {
        return Files.readString(own);
      }
      Path config = model.resolve("tokenizer_config.json");
      JsonNode template = Files.exists(config) ? Json.read(config).path("chat_template") : null;
      return template == null ? "" : template.isString() ? template.asString() : template.toString();
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the chat template: " + e.getMessage()).at(model).because(e);
    }
  }
}
