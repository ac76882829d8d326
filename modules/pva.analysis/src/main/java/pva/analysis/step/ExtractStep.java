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
import pva.model.TokenizedText;
import pva.model.Tokenizer;

/** Reads a tensor of the model at the token that stands for each row, and notes what the rows look like as tokens. */
public final class ExtractStep {
  public static final int VERSION = 1;
  public static final String FILE = "activations.safetensors";
  public static final String TOKENS = "tokens.json";

  private ExtractStep() {
  }


  /** {@code model}: content hash of the checkpoint. */
  public static void write(ExtractionRequest request, String model, ActivationStore store, List<TokenizedText> texts, Tokenizer tokenizer,
      Path folder, Path partial, Progress progress) {
    ExtractionFile.write(request, model, store, partial, folder.resolve(FILE), progress);
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
    Json.write(folder.resolve(TOKENS), tokens);
  }
}
