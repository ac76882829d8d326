package pva.analysis;

import java.util.Optional;
import pva.analysis.input.Inputs;
import pva.analysis.input.LayerSae;
import pva.analysis.record.DeviceKind;
import pva.analysis.record.InputHashes;
import pva.analysis.run.Cache;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.step.EncodeStep;
import pva.analysis.step.ExtractStep;
import pva.analysis.step.FitStep;
import pva.analysis.step.RatesStep;
import pva.base.ContentKey;

/**
 * The content keys of the steps that look at one layer alone. No other layer of the run is in them, so a run with one layer more finds
 * what the others left.
 *
 * @param rates empty where no general text is counted
 */
record LayerKeys(String fit, String extract, String encode, Optional<String> rates, String saeSha256) {

  /**
   * @param texts content key of what the model reads
   * @param model hash of the checkpoint
   * @param corpus hash of the general text
   */
  static LayerKeys of(LayerSae layer, Inputs inputs, String texts, String model, Optional<String> corpus, Cache cache) {
    AnalysisSpec spec = inputs.spec();
    String sae = InputHashes.of(layer.sae().info().files(), cache::sha256);
    String device = DeviceKind.of(spec.device());
    String hook = layer.hook().toString();
    String dtype = spec.model().compute().name();
    String fit = ContentKey.of("fit", FitStep.VERSION).put("texts", texts).put("rows", FitStep.ROWS).put("model", model).put("dtype", dtype)
        .put("device", device).put("hook", hook).put("position", spec.position().word()).put("sae", sae).hex();
    String extract = ContentKey.of("extract", ExtractStep.VERSION).put("texts", texts).put("model", model).put("dtype", dtype)
        .put("device", device).put("hook", hook).put("position", spec.position().word()).hex();
    String encode = ContentKey.of("encode", EncodeStep.VERSION).put("activations", extract).put("sae", sae)
        .put("threshold", spec.threshold()).put("device", device).hex();
    Optional<String> rates = corpus.map(c -> ContentKey.of("rates", RatesStep.VERSION).put("corpus", c)
        .put("documents", spec.filter().orElseThrow().documents().orElse(0)).put("context", spec.filter().orElseThrow().context().orElse(0))
        .put("model", model).put("dtype", dtype).put("device", device).put("hook", layer.ratesHook().toString())
        .put("sae", sae).put("threshold", spec.threshold()).hex());
    return new LayerKeys(fit, extract, encode, rates, sae);
  }
}
