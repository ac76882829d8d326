package pva.model;

import java.util.Optional;
import pva.base.PvaException;

/**
 * A change made to a model while it runs.
 *
 * <p>Several at one hook are made in the order given. What is read at a hook is read after they were made; a gate at the same
 * hook asks the values before.
 *
 * @param hook where
 * @param edit what
 * @param tokens to which tokens
 * @param gate only where it is open; none = always
 */
public record Intervention(Hook hook, Edit edit, Tokens tokens, Optional<Gate> gate) {
  /**
   * Fails with PVA-MODEL-019 where the gate is known only after the edit: a gate that asks each token must stand at the hook of
   * the edit or before it, and so must one that asks the prompt's last token, unless only new tokens are changed.
   */
  public Intervention {
    if (gate.isPresent() && gate.get().hook().compareTo(hook) > 0 && (gate.get().eachToken() || tokens != Tokens.NEW)) {
      throw PvaException.usage("PVA-MODEL-019", "the gate at " + gate.get().hook() + " is known only after the change at " + hook)
          .word("gate").help("a later gate can decide on the new tokens, by the last token of the prompt");
    }
  }

  /** On every token, always. */
  public static Intervention of(Hook hook, Edit edit) {
    return new Intervention(hook, edit, Tokens.ALL, Optional.empty());
  }

  public Intervention on(Tokens which) {
    return new Intervention(hook, edit, which, gate);
  }

  public Intervention when(Gate open) {
    return new Intervention(hook, edit, tokens, Optional.of(open));
  }

  /** Whether its gate asks the last token of the prompt. */
  boolean asksPrompt() {
    return gate.isPresent() && !gate.get().eachToken();
  }

  /** Fails as {@link Checkpoint#check} does, and with PVA-MODEL-020 where the model has another width. */
  void check(Checkpoint checkpoint) {
    checkpoint.check(hook);
    width(checkpoint, hook, edit.width());
    gate.ifPresent(g -> {
      checkpoint.check(g.hook());
      width(checkpoint, g.hook(), g.direction().length);
    });
  }

  /** As {@link #check}, for texts that are read in one go; fails with PVA-MODEL-021 where the gate is then known too late. */
  void checkInOneGo(Checkpoint checkpoint) {
    check(checkpoint);
    if (gate.isPresent() && gate.get().hook().compareTo(hook) > 0) {
      throw PvaException.usage("PVA-MODEL-021", "the gate at " + gate.get().hook() + " lies behind the change at " + hook
          + ": of a text that is read in one go it is known too late").word("gate").help("only while a text is generated can it decide");
    }
  }

  private static void width(Checkpoint checkpoint, Hook hook, int width) {
    if (checkpoint.width(hook.point()) != width) {
      throw PvaException.usage("PVA-MODEL-020", "a direction of " + width + " numbers cannot be used at " + hook + " of "
          + checkpoint.id() + ", where a token has " + checkpoint.width(hook.point())).word("hook");
    }
  }
}
