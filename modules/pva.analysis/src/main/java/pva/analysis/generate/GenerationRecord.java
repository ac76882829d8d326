package pva.analysis.generate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import pva.analysis.record.RunRecord;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.ModelSpec;
import pva.analysis.spec.PartSpec;
import pva.base.Sha256;

/** The record of a generation: problems and model, then the dataset that came of them. */
final class GenerationRecord extends RunRecord {
  GenerationRecord(GenerationInputs inputs, GenerationKeys keys, Instant started) {
    super(inputs.spec(), started);
    GenerationSpec spec = inputs.spec();
    values.put("problems", map("path", absolute(inputs.files().get(0)), "files", inputs.files().stream().map(RunRecord::absolute).toList(),
        "sha256", keys.problemsSha256(), "rows", inputs.problems().size(), "tasks", inputs.rows().length,
        "part", spec.only().map(GenerationRecord::part).orElse(null), "prompt", spec.prompt().name(), "maxNewTokens", spec.maxNewTokens(),
        "samples", spec.samples(), "temperature", spec.sampling().temperature(), "topP", spec.sampling().topP(),
        "seed", spec.sampling().seed()));
    ModelSpec model = new ModelSpec(spec.model().id(), spec.model().revision(), Optional.of(inputs.compute()));
    values.put("model", model(model, spec.device(), inputs.model(), keys.modelSha256()));
    values.put("judged", null);
    values.put("dataset", null);
    values.put("passAtK", null);
    running(spec.device());
  }

  private static Map<String, Object> part(PartSpec only) {
    return map("name", only.part().word(), "select", only.split().select(), "tune", only.split().tune(), "report", only.split().report(),
        "seed", only.split().seed());
  }

  void results(Path dataset, Solutions solutions, Judged judged, GenerationVerdict verdict) {
    int rows = solutions.all().size();
    values.put("judged", judged.values());
    values.put("dataset", map("path", absolute(dataset), "sha256", Sha256.of(dataset), "rows", rows, "correct", solutions.correct(),
        "incorrect", rows - solutions.correct(), "successRate", (double) solutions.correct() / rows));
    values.put("passAtK", solutions.passAtK().stream()
        .map(p -> map("k", p.k(), "value", p.value(), "low", p.low(), "high", p.high())).toList());
    values.put("errors", solutions.errors());
    values.put("verdict", verdict.headline());
    values.put("paragraphs", verdict.paragraphs());
    values.put("warnings", verdict.warnings());
  }
}
