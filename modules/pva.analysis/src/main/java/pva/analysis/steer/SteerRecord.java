package pva.analysis.steer;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import pva.analysis.record.RunRecord;
import pva.analysis.spec.Pairing;
import pva.analysis.spec.SteerSpec;
import pva.base.Sha256;

/** The record of a steering study: problems in place of a dataset, one direction and its effect. */
final class SteerRecord extends RunRecord {
  SteerRecord(SteerInputs inputs, SteerKeys keys, Instant started) {
    super(inputs.spec(), started);
    SteerSpec spec = inputs.spec();
    values.put("problems", map("path", absolute(inputs.problemsFile()), "sha256", Sha256.of(inputs.problemsFile()), "tasks",
        inputs.tasks().size(), "prompt", spec.prompt(), "maxNewTokens", spec.maxNewTokens()));
    values.put("model", model(spec.model(), spec.device(), inputs.model(), keys.modelSha256()));
    values.put("sae", inputs.found().first().dictionary().isEmpty() ? null : sae(inputs.found().first().sae().info(),
        inputs.found().first().hook(), Pairing.MATCHED, keys.saeSha256().orElseThrow()));
    values.put("neutral", inputs.neutral().isEmpty() ? null : map("path", absolute(inputs.neutral().get()), "sha256",
        keys.neutralSha256().orElseThrow()));
    values.put("steering", null);
    running(spec.device());
  }

  void results(SteerSpec spec, SteerPipeline.Results results, SteerVerdict verdict, List<String> warnings) {
    SteerStudy study = results.study();
    Effect effect = study.effect();
    values.put("steering", map("layer", study.layer(), "tokens", spec.tokens().name().toLowerCase(Locale.ROOT), "direction",
        study.directions().studied().name(), "found", study.directions().how(), "unit", spec.dose().unit().name().toLowerCase(
            Locale.ROOT), "doses", spec.dose().amounts(), "chosenDose", study.amount(),
        "parts", map("select", results.split().select().size(), "tune", results.split().tune().size(), "heldOut", effect.tasks()),
        "controls", map("latents", spec.controls().latents(), "random", spec.controls().random()),
        "heldOut", map("right", effect.right(), "wrong", effect.wrong(), "gained", effect.sides().gained(), "lost", effect.sides().lost(),
            "passAt1Before", (double) effect.right() / effect.tasks(), "passAt1", effect.passAt1(), "change", effect.change(),
            "mcnemarP", effect.sides().p(), "correction", effect.correction(), "corruption", effect.corruption(), "preservation",
            1 - effect.corruption(), "betterThanControlsP", study.betterThanControls(), "worseThanControlsP", study.worseThanControls(),
            "resampledChange", study.resampledChange().isPresent() ? study.resampledChange().getAsDouble() : null,
            "kl", study.divergence(study.directions().studied().at(study.amount())).orElse(Double.NaN)),
        "gate", gate(results), "attention", results.attention().map(SteerRecord::attention).orElse(null), "helps", verdict.helps()));
    values.put("verdict", verdict.headline());
    values.put("paragraphs", verdict.paragraphs());
    values.put("warnings", warnings);
  }

  private static Object gate(SteerPipeline.Results results) {
    return results.openings().isEmpty() ? null
        : map("open", results.gate().orElseThrow().words(), "tasks", results.openings().get().tasks(),
        "tokensAsked", results.openings().get().asked().stream().mapToInt(n -> n).sum(), "tokensOpen",
        results.openings().get().open().stream().mapToInt(n -> n).sum());
  }

  private static Object attention(AttentionStudy study) {
    return study.readings().stream().map(r -> map("tokens", r.of().words(), "tasks", r.tasks(), "firstBlock", r.first(), "heads", r.heads(),
        "parts", r.parts().stream().map(p -> map("part", p.name(), "unsteered", p.before(), "steered", p.after(), "change", p.test().mean(),
            "t", p.test().t(), "pHolm", p.p(), "controlsP", p.controlsP(), "headsBeyondChance", p.marked())).toList())).toList();
  }
}
