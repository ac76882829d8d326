package pva.analysis.generate;

import java.util.stream.IntStream;
import pva.analysis.record.DeviceKind;
import pva.analysis.record.InputHashes;
import pva.analysis.run.Cache;
import pva.analysis.spec.GenerationSpec;
import pva.base.ContentKey;

/** The content key of every step of a generation. */
record GenerationKeys(String generate, String draw, String modelSha256, String problemsSha256) {
  static GenerationKeys of(GenerationInputs inputs, Cache cache) {
    GenerationSpec spec = inputs.spec();
    String model = inputs.model().sha256(cache::sha256);
    String problems = InputHashes.of(inputs.files(), cache::sha256);
    String generate = ContentKey.of("generate", GenerateStep.VERSION).put("model", model).put("problems", problems)
        .put("prompt", spec.prompt().name()).put("body", spec.prompt().body()).put("rows", IntStream.of(inputs.rows()).boxed().toList())
        .put("maxNewTokens", spec.maxNewTokens()).put("wholeFunction", spec.wholeFunction())
        .put("temperature", spec.sampling().temperature()).put("topP", spec.sampling().topP()).put("seed", spec.sampling().seed())
        .put("samples", spec.samples()).put("timeout", spec.timeout()).put("dtype", inputs.compute().name())
        .put("device", DeviceKind.of(spec.device())).hex();
    String draw = ContentKey.of("draw", GenerationDrawing.VERSION).put("solutions", generate).hex();
    return new GenerationKeys(generate, draw, model, problems);
  }
}
