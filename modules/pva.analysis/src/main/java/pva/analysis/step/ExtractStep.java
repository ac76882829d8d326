package pva.analysis.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.analysis.text.Json;
import pva.base.Progress;
import pva.model.ActivationStore;
import pva.model.ExtractionFile;
import pva.model.ExtractionRequest;
import pva.model.Hook;
import pva.model.TokenizedText;
import pva.model.Tokenizer;

/** Reads tensors of the model at the token that stands for each row, in one pass, and notes what the rows look like as tokens. */
public final class ExtractStep {
  public static final int VERSION = 1;
  public static final String FILE = "activations.safetensors";
  public static final String TOKENS = "tokens.json";

  private ExtractStep() {
  }

  /**
   * @param model content hash of the checkpoint
   * @param folders where the tensor of each hook goes
   * @param partial for notes on unfinished work
   */
  public static void write(ExtractionRequest request, String model, ActivationStore store, List<TokenizedText> texts, Tokenizer tokenizer,
      Map<Hook, Path> folders, Path partial, Progress progress) {
    ExtractionFile.writeEach(request, model, store, partial, hook -> folders.get(hook).resolve(FILE), progress);
    List<Integer> all = new ArrayList<>();
    List<Integer> prompt = new ArrayList<>();
    List<Integer> lastPrompt = new ArrayList<>();
    for (TokenizedText text : texts) {
      all.add(text.ids().length);
      prompt.add(text.promptTokens());
      lastPrompt.add(text.promptTokens() == 0 ? -1 : text.ids()[text.promptTokens() - 1]);
    }
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("addsBos", tokenizer.addsBos());
    tokens.put("tokens", all);
    tokens.put("promptTokens", prompt);
    tokens.put("lastPromptId", lastPrompt);
    folders.values().forEach(folder -> Json.write(folder.resolve(TOKENS), tokens));
  }
}
