package pva.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pva.base.Progress;
import pva.data.TextRow;
import pva.tensor.DType;

/**
 * What a store saves an extraction, of texts that differ from each other.
 *
 * @param texts all of them
 * @param kept those that the store has at every hook
 * @param tokens of all of them
 * @param left tokens that a model has yet to read
 */
public record StoreSaving(int texts, int kept, long tokens, long left) {

  /**
   * Looks; loads no model and no engine. Empty, and the texts are not even tokenized, where the store has nothing of this kind.
   *
   * @param model content hash of the checkpoint
   * @param gpu where the extraction would compute
   */
  public static Optional<StoreSaving> of(ActivationStore store, Checkpoint checkpoint, String model, List<TextRow> rows, Set<Hook> hooks,
      Position position, DType compute, boolean gpu) {
    TreeSet<Hook> sorted = new TreeSet<>(hooks);
    if (!texts(store, checkpoint, model, List.of(), sorted, position, compute, gpu).anything()) {
      return Optional.empty();
    }
    List<TokenizedText> texts;
    try (Tokenizer tokenizer = Tokenizer.open(checkpoint.folder())) {
      texts = TextTokens.of(tokenizer, rows, Progress.NONE, 0);
    }
    Map<TextKey, Integer> needed = new HashMap<>();
    texts.forEach(t -> needed.put(TextKey.of(t.ids(), t.needed(position)), t.needed(position)));
    try (StoredTexts.Found found = texts(store, checkpoint, model, texts, sorted, position, compute, gpu).find()) {
      int[] missing = found.missing();
      return Optional.of(new StoreSaving(needed.size(), needed.size() - missing.length, needed.values().stream().mapToLong(n -> n).sum(),
          Arrays.stream(missing).mapToLong(t -> texts.get(t).needed(position)).sum()));
    }
  }

  private static StoredTexts texts(ActivationStore store, Checkpoint checkpoint, String model, List<TokenizedText> texts,
      TreeSet<Hook> hooks, Position position, DType compute, boolean gpu) {
    return new StoredTexts(store, hook -> ActivationKind.of(checkpoint, model, hook, position, compute, gpu), hooks, position, texts);
  }
}
