package pva.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import pva.model.ActivationStore.Kept;

/**
 * What of a store may go. What does not say what it is always may.
 *
 * @param gone activations of models whose folder is no longer where it was
 * @param unused activations that nobody read for this long
 * @param keep the longest unused ones, until what stays takes at most this many bytes
 */
public record StoreCleaning(boolean gone, Optional<Duration> unused, OptionalLong keep) {
  /** What may go, and why, in words; {@code all} as {@link ActivationStore#list} gives it, {@code now} being the time it is. */
  public Map<Kept, String> of(List<Kept> all, Instant now) {
    Map<Kept, String> goes = new LinkedHashMap<>();
    for (Kept kept : all) {
      if (kept.kind().isEmpty()) {
        goes.put(kept, "does not say what it is");
      } else if (gone && kept.modelGone()) {
        goes.put(kept, "the model is no longer in " + kept.kind().get().folder());
      } else if (unused.isPresent() && Duration.between(kept.used(), now).compareTo(unused.get()) > 0) {
        goes.put(kept, "not used for " + Duration.between(kept.used(), now).toDays() + " days");
      }
    }
    keep.ifPresent(limit -> shrink(all, limit, goes));
    return goes;
  }

  private static void shrink(List<Kept> all, long limit, Map<Kept, String> goes) {
    List<Kept> stays = new ArrayList<>(all);
    stays.removeAll(goes.keySet());
    long bytes = stays.stream().mapToLong(Kept::bytes).sum();
    for (int last = stays.size() - 1; bytes > limit; last--) {
      goes.put(stays.get(last), "longest unused, to make room");
      bytes -= stays.get(last).bytes();
    }
  }
}
