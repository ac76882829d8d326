package pva.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import pva.model.family.Config;

/** Which tokens end a text that a model generates. */
final class EndTokens {
  private EndTokens() {
  }

  /** What generation_config.json says, as transformers takes it; else what config.json says; else the tokenizer's end token. */
  static Set<Integer> of(Path folder, OptionalInt tokenizer) {
    for (String name : List.of("generation_config.json", "config.json")) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        List<Integer> ids = Config.open(file).ids("eos_token_id");
        if (!ids.isEmpty()) {
          return Set.copyOf(ids);
        }
      }
    }
    return tokenizer.isPresent() ? Set.of(tokenizer.getAsInt()) : Set.of();
  }
}
