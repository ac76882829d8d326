package pva.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import pva.model.Generated.Ending;

/** One text that is being generated. */
final class Writing {
  private final Prompt prompt;
  private final int sample;
  private final int limit;
  private Map<Hook, float[]> activations = Map.of();
  private float[] gates = {};
  private int[] tokens = new int[16];
  private int count;
  private Optional<Ending> ending = Optional.empty();
  private String text = "";

  Writing(Prompt prompt, int sample, int limit) {
    this.prompt = prompt;
    this.sample = sample;
    this.limit = limit;
  }

  Prompt prompt() {
    return prompt;
  }

  int sample() {
    return sample;
  }

  int count() {
    return count;
  }

  int last() {
    return tokens[count - 1];
  }

  /** Tokens whose keys and values are in the cache: all but the last one. */
  int held() {
    return prompt.ids().length + count - 1;
  }

  boolean ended() {
    return ending.isPresent();
  }

  /** What was read and asked at the end of the prompt. */
  void begun(Map<Hook, float[]> read, float[] said) {
    activations = read;
    gates = said;
  }

  float[] gates() {
    return gates;
  }

  void add(int token, GenerationSettings settings, Tokenizer tokenizer) {
    if (settings.endTokens().contains(token)) {
      end(Ending.END_TOKEN, settings, tokenizer);
      return;
    }
    tokens = count == tokens.length ? Arrays.copyOf(tokens, 2 * count) : tokens;
    tokens[count++] = token;
    if (settings.stop() != StopRule.NONE) {
      text = tokenizer.decode(prompt.ids(), written());
      int kept = settings.stop().end(text);
      if (kept >= 0) {
        text = text.substring(0, kept);
        ending = Optional.of(Ending.RULE);
        return;
      }
    }
    if (count == limit) {
      end(Ending.LENGTH, settings, tokenizer);
    }
  }

  private void end(Ending why, GenerationSettings settings, Tokenizer tokenizer) {
    ending = Optional.of(why);
    text = tokenizer.decode(prompt.ids(), written());
  }

  private int[] written() {
    return Arrays.copyOf(tokens, count);
  }

  Generated generated() {
    return new Generated(prompt, sample, written(), text, ending.orElseThrow(), activations);
  }
}
