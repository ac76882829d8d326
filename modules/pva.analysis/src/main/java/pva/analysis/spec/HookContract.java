package pva.analysis.spec;

import java.util.Optional;
import pva.base.PvaException;
import pva.model.Hook;
import pva.model.HookPoint;
import pva.sae.DictionaryInfo;

/** Which tensor of a model a dictionary is given: its own hook and no other, as far as the dictionary says what that is. */
public final class HookContract {
  private HookContract() {
  }

  /** The hook that a dictionary names; empty where it names none, or one that cannot be read here. */
  public static Optional<Hook> named(DictionaryInfo info) {
    try {
      return info.hook().isEmpty() ? Optional.empty() : Optional.of(Hook.parse(info.hook()));
    } catch (PvaException e) {
      return Optional.empty();
    }
  }

  /**
   * The hook to read for a dictionary at a layer: for one of the residual stream the stream after that block, which the fit check then
   * judges; for any other the dictionary's own; the stream too where nothing says what the dictionary reads.
   *
   * <p>Fails with PVA-RUN-023 for a transcoder, PVA-RUN-024 where the dictionary reads what cannot be read here, and PVA-RUN-025 where
   * it reads another tensor of another layer.
   */
  public static Hook at(DictionaryInfo info, int layer) {
    if (info.architecture().endsWith("transcoder")) {
      throw PvaException.failed("PVA-RUN-023", "this dictionary is a " + info.architecture() + ": it rebuilds another tensor than it reads"
          + (info.hook().isEmpty() ? "" : ", " + info.hook()) + ", so nothing here can tell whether it fits").at(info.path()).word("sae")
          .help("take a dictionary that rebuilds what it reads; pva encode encodes given activations with a transcoder");
    }
    String said = info.hook().isEmpty() ? info.details().getOrDefault("hf_hook_point_in", "") : info.hook();
    if (said.isEmpty()) {
      return Hook.residPost(layer);
    }
    Hook own = named(info).orElseThrow(() -> PvaException.failed("PVA-RUN-024", "this dictionary reads " + said
        + ", which cannot be read here").at(info.path()).word("sae").help("pva extract --help lists the hooks that can be read"));
    if (info.residualAfter().isPresent()) {
      return Hook.residPost(layer);
    }
    if (own.layer() != layer) {
      throw PvaException.failed("PVA-RUN-025", "this dictionary reads " + own + ", and layer " + layer + " is asked for").at(info.path())
          .word("sae").help("say layer " + own.layer() + ", or take the dictionary of layer " + layer);
    }
    return own;
  }

  /**
   * The same in a pairing. Fails also with PVA-RUN-027 where the published one is asked for, which is of the dictionary of the layer
   * itself, on the residual stream, from layer 1 on.
   */
  public static Hook at(DictionaryInfo info, int layer, Pairing pairing) {
    Hook matched = at(info, layer);
    if (pairing == Pairing.MATCHED) {
      return matched;
    }
    boolean own = matched.point() == HookPoint.RESID_POST && info.residualAfter().orElse(layer) == layer;
    if (layer < 1 || !own) {
      throw PvaException.failed("PVA-RUN-027", "the published pairing gives the residual stream before block L to the dictionary "
          + "trained on the stream after block L, from layer 1 on; this is layer " + layer
          + (info.hook().isEmpty() ? "" : " and a dictionary of " + info.hook())).at(info.path()).word("sae")
          .help("leave out pairing: published");
    }
    return Hook.residPost(layer - 1);
  }

  /**
   * Fails with PVA-RUN-026 where a dictionary is given another tensor than the one it names; nothing is said where either is not known.
   *
   * @param given what the tensor holds; empty = not known
   */
  public static void check(DictionaryInfo info, Optional<Hook> given) {
    if (given.isEmpty() || info.hook().isEmpty() || named(info).map(given.get()::same).orElse(false)) {
      return;
    }
    throw PvaException.failed("PVA-RUN-026", "this dictionary reads " + info.hook() + ", and is given " + given.get()).at(info.path())
        .help("a dictionary fed another tensor raises nothing and gives latents that mean nothing; --force goes on all the same");
  }
}
