package pva.analysis.steer;

import java.util.List;
import pva.analysis.spec.GateSpec;
import pva.analysis.text.Words;
import pva.base.PvaException;
import pva.sae.Dictionary;
import pva.sae.LinearLatent;
import pva.stats.Rule;

/** Makes plain numbers of the gate that a script asks for. */
final class GateStep {
  static final int VERSION = 1;

  private GateStep() {
  }

  /** Fails with PVA-STEER-022 where there is no such latent, and with PVA-SAE-044 where it does not fire for itself alone. */
  static OpenGate latent(GateSpec gate, Dictionary dictionary, double cut) {
    int latent = gate.latent().orElseThrow();
    if (latent >= dictionary.info().dSae()) {
      throw PvaException.failed("PVA-STEER-022", "there is no latent " + latent + " in a dictionary of " + dictionary.info().dSae())
          .word("gate");
    }
    LinearLatent plain = dictionary.linear(latent);
    // what is at or below the cut counts as 0, as in the rest of a study
    double limit = Math.max(gate.limit(), Math.max(cut, plain.threshold()));
    return sided(gate, new OpenGate(plain.encoder(), plain.bias(), limit, gate.eachToken(),
        "latent " + latent + side(gate) + " at " + (gate.eachToken() ? "a token" : "the last token of the prompt")));
  }

  /** @param probe a logistic regression on the last token of prompts */
  static OpenGate probe(GateSpec gate, Rule probe) {
    double[] direction = probe.direction().orElseThrow();
    float[] weights = new float[direction.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) direction[i];
    }
    double odds = Math.log(gate.limit() / (1 - gate.limit()));
    return sided(gate, new OpenGate(weights, probe.intercept().orElseThrow(), odds, false,
        "the probability of a right solution" + side(gate) + ", by a probe on the last token of the prompt"));
  }

  private static OpenGate sided(GateSpec gate, OpenGate above) {
    return gate.above() ? above : above.below();
  }

  private static String side(GateSpec gate) {
    return (gate.above() ? " above " : " below ") + Words.number(gate.limit());
  }
}
