package pva.analysis.steer;

import java.util.List;
import java.util.Optional;
import pva.analysis.spec.SteerSpec;
import pva.model.Edit;
import pva.model.Hook;
import pva.model.Intervention;

/**
 * What steers along a direction: an edit after the layer's block, on the tokens asked for, behind the gate where there is one.
 *
 * @param maximum the largest activation of the latent that is studied; NaN where it is none
 */
record SteerChanges(SteerSpec spec, int layer, double maximum, Optional<OpenGate> gate) {

  List<Intervention> along(Direction direction, double amount) {
    float[] v = direction.vector();
    Edit edit = switch (spec.dose().unit()) {
      case RESIDUAL_NORM -> Edit.addOfNorm(v, amount);
      case ABSOLUTE -> Edit.add(v, amount);
      case MAX_ACTIVATION -> Edit.add(v, amount * maximum);
      case ABLATE -> Edit.ablate(v);
    };
    Hook hook = Hook.residPost(layer);
    Intervention change = Intervention.of(hook, edit).on(spec.tokens());
    return List.of(gate.map(g -> change.when(g.at(hook))).orElse(change));
  }

  /** The same on general text, which has no prompt to ask: a gate that asks the prompt is taken for open. */
  SteerChanges onNeutralText() {
    return new SteerChanges(spec, layer, maximum, gate.filter(OpenGate::eachToken));
  }
}
