package pva.analysis.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.analysis.record.DeviceKind;
import pva.analysis.record.InputHashes;
import pva.analysis.run.Cache;
import pva.analysis.spec.DoseSpec;
import pva.analysis.spec.SteerSpec;
import pva.base.ContentKey;

/**
 * The content key of every step of a steering study; each takes in the key of the one whose files it reads.
 *
 * @param gate empty where there is none, and so {@code openings}
 * @param neutral empty where no neutral text is looked at
 * @param attention empty where it is not looked at
 */
record SteerKeys(String unsteered, String directions, Optional<String> gate, String tune, String held, Optional<String> openings,
    Optional<String> neutral, Optional<String> attention, String draw, String modelSha256, Optional<String> saeSha256,
    Optional<String> neutralSha256) {

  static SteerKeys of(SteerInputs inputs, Cache cache) {
    SteerSpec spec = inputs.spec();
    String model = inputs.model().sha256(cache::sha256);
    Optional<String> sae = inputs.found().first().dictionary().map(d -> InputHashes.of(d.info().files(), cache::sha256));
    String unsteered = ContentKey.of("unsteered", SteerPipeline.UNSTEERED_VERSION).put("tasks", tasks(inputs.tasks())).put("model", model)
        .put("dtype", spec.model().compute().name()).put("device", DeviceKind.of(spec.device()))
        .put("maxNewTokens", spec.maxNewTokens()).hex();
    String directions = ContentKey.of("directions", DirectionStep.VERSION).put("unsteered", unsteered).put("sae", sae.orElse(null))
        .put("layer", inputs.layer()).put("threshold", inputs.threshold()).put("kind", spec.direction().kind().name())
        .put("latent", spec.direction().latent().orElse(-1)).put("latents", spec.controls().latents())
        .put("random", spec.controls().random())
        .put("seed", spec.controls().seed()).put("split", split(spec))
        .put("maximum", spec.dose().unit() == DoseSpec.Unit.MAX_ACTIVATION).hex();
    Optional<String> gate = spec.gate().map(g -> ContentKey.of("gate", GateStep.VERSION).put("unsteered", unsteered)
        .put("sae", sae.orElse(null)).put("layer", inputs.layer()).put("threshold", inputs.threshold()).put("kind", g.kind().name())
        .put("latent", g.latent().orElse(-1)).put("above", g.above()).put("limit", g.limit()).put("eachToken", g.eachToken())
        .put("split", split(spec)).hex());
    String tune = ContentKey.of("tune", SteerPipeline.STEERED_VERSION).put("directions", directions).put("unit", spec.dose().unit().name())
        .put("amounts", spec.dose().amounts()).put("tokens", spec.tokens().name())
        .put("gate", gate.orElse(null)).hex();
    String held = ContentKey.of("held-out", SteerPipeline.STEERED_VERSION).put("tune", tune)
        .put("temperature", spec.resample().temperature())
        .put("samples", spec.resample().samples()).put("seed", spec.resample().seed()).hex();
    Optional<String> text = inputs.neutral().map(cache::sha256);
    Optional<String> neutral = text.map(t -> ContentKey.of("neutral", SteerPipeline.NEUTRAL_VERSION).put("tune", tune).put("text", t)
        .put("documents", spec.neutral().orElseThrow().documents()).put("context", spec.neutral().orElseThrow().context()).hex());
    Optional<String> openings = gate.map(g -> ContentKey.of("openings", GateOpenings.VERSION).put("held", held).hex());
    Optional<String> attention = !spec.attention() ? Optional.empty() : Optional.of(ContentKey.of("attention", AttentionStep.VERSION)
        .put("held", held).put("pieces", inputs.tasks().stream().flatMap(t -> t.pieces().stream())
            .map(p -> p.part().name() + " " + p.text().length()).toList()).hex());
    String draw = ContentKey.of("draw", SteerDrawing.VERSION).put("held", held).put("neutral", neutral.orElse(null))
        .put("attention", attention.orElse(null)).hex();
    return new SteerKeys(unsteered, directions, gate, tune, held, openings, neutral, attention, draw, model, sae, text);
  }

  private static String split(SteerSpec spec) {
    return ContentKey.of("split", 1).put("select", spec.split().select()).put("tune", spec.split().tune()).put("report",
        spec.split().report()).put("seed", spec.split().seed()).hex();
  }

  private static String tasks(List<SteerTask> tasks) {
    ContentKey key = ContentKey.of("tasks", 1);
    for (SteerTask task : tasks) {
      List<String> values = new ArrayList<>(List.of(task.id(), task.prompt(), task.setup()));
      values.addAll(task.tests());
      key.put("task", values);
    }
    return key.hex();
  }
}
