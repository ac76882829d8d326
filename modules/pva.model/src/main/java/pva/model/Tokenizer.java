package pva.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import pva.base.PvaException;

/**
 * The tokenizer of a model folder. It follows its own rule on BOS: what {@code add_bos_token} says, else what the
 * post-processor of tokenizer.json does; and never puts a second one before a text that begins with it.
 */
public final class Tokenizer implements AutoCloseable {
  static final String CONFIG = "tokenizer_config.json";

  /** Tokens before a text that decide how its first character is written. */
  private static final int TAIL = 8;

  private final HuggingFaceTokenizer tokenizer;
  private final TokenizerFiles said;
  private final OptionalInt bos;
  private final boolean addsBos;
  private final boolean template;
  private final Set<Integer> endTokens;

  private Tokenizer(HuggingFaceTokenizer tokenizer, TokenizerFiles said, Set<Integer> endTokens) {
    this.endTokens = endTokens;
    this.tokenizer = tokenizer;
    this.said = said;
    long[] empty = tokenizer.encode("", true, false).getIds();
    OptionalInt put = empty.length > 0 && said.special().contains((int) empty[0]) ? OptionalInt.of((int) empty[0]) : OptionalInt.empty();
    bos = said.bos().isPresent() ? said.bos() : put;
    template = bos.isPresent() && put.equals(bos);
    addsBos = bos.isPresent() && said.addBos().orElse(template);
  }

  /** Why the native library that all tokenizers need cannot be loaded; empty where it can. */
  public static Optional<String> problem() {
    try {
      Natives.load();
      return Optional.empty();
    } catch (PvaException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Fails with PVA-TOK-001 (no tokenizer.json), 002 (damaged), 003 (an unknown kind) and 005 (the native library). */
  public static Tokenizer open(Path folder) {
    Path file = file(folder);
    TokenizerFiles said = TokenizerFiles.read(folder);
    Set<Integer> endTokens = EndTokens.of(folder, said.eos());
    Natives.load();
    try (InputStream in = Files.newInputStream(file)) {
      // DJL cuts texts at 512 tokens unless told not to
      return new Tokenizer(HuggingFaceTokenizer.newInstance(in, Map.of("truncation", "false", "padding", "false")), said, endTokens);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    } catch (RuntimeException e) {
      throw TokenizerFiles.damaged(file, e.getMessage()).because(e);
    }
  }

  static Path file(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw PvaException.failed("PVA-TOK-001", "the model has no tokenizer.json").at(file)
          .help("only tokenizers saved as tokenizer.json are read; AutoTokenizer.from_pretrained(...).save_pretrained(...) writes one");
    }
    return file;
  }

  /** The ids of a text, BOS in front where this tokenizer puts one. */
  public int[] encode(String text) {
    return encode(text, "").ids();
  }

  /** The tokens of a text that begins with {@code prompt}, tokenized as one. */
  TokenizedText encode(String text, String prompt) {
    Encoding encoding = tokenizer.encode(text, true, false);
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    int inPrompt = prompt.isEmpty() ? 0 : promptTokens(encoding, prompt.codePointCount(0, prompt.length()));
    int leading = 0;
    while (bos.isPresent() && leading < ids.length && ids[leading] == bos.getAsInt()) {
      leading++;
    }
    boolean ofText = leading > (template ? 1 : 0);
    int wanted = addsBos || ofText ? 1 : 0;
    IntStream first = wanted == 1 ? IntStream.of(bos.getAsInt()) : IntStream.empty();
    int[] own = IntStream.concat(first, Arrays.stream(ids, leading, ids.length)).toArray();
    return new TokenizedText(own, Math.max(0, Math.min(own.length, inPrompt - leading + wanted)));
  }

  /** How many tokens start before code point {@code end} of the text; a byte-level token starts at the blank that its span leaves out. */
  private static int promptTokens(Encoding encoding, int end) {
    CharSpan[] spans = encoding.getCharTokenSpans();
    int count = 0;
    int covered = 0;
    for (int i = 0; i < spans.length; i++) {
      if (spans[i] == null || encoding.getSpecialTokenMask()[i] == 1) {
        count = count == i ? i + 1 : count;
      } else {
        if (Math.min(spans[i].getStart(), covered) < end) {
          count = i + 1;
        }
        covered = Math.max(covered, spans[i].getEnd());
      }
    }
    return count;
  }

  /**
   * The text of tokens that follow others, special tokens left out: what they add to the text of those before them, so that a
   * blank at the seam and a character of several tokens are right.
   */
  String decode(int[] before, int[] ids) {
    int[] tail = Arrays.copyOfRange(before, Math.max(0, before.length - TAIL), before.length);
    String start = decode(tail);
    String whole = decode(IntStream.concat(Arrays.stream(tail), Arrays.stream(ids)).toArray());
    int same = 0;
    while (same < start.length() && same < whole.length() && start.charAt(same) == whole.charAt(same)) {
      same++;
    }
    return whole.substring(same);
  }

  private String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  /** Whether an id is no text: BOS, end, padding and the like. */
  public boolean special(int id) {
    return said.special().contains(id);
  }

  public boolean addsBos() {
    return addsBos;
  }

  public OptionalInt bos() {
    return bos;
  }

  /** Ids that end what a model generates: {@code eos_token_id} of generation_config.json, else of config.json, else the tokenizer's. */
  public Set<Integer> endTokens() {
    return endTokens;
  }

  public int pad() {
    return said.pad();
  }

  /**
   * Which tokens of a text count in statistics: those that are not special; and where the tokenizer puts no BOS, not the
   * first one, because it is the attention sink then.
   */
  public boolean[] counted(int[] ids) {
    boolean[] counted = new boolean[ids.length];
    for (int i = 0; i < ids.length; i++) {
      counted[i] = !special(ids[i]) && (addsBos || i > 0);
    }
    return counted;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
