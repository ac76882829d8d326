package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import pva.base.Progress
import pva.tensor.DType
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.SafetensorsFile
import tools.jackson.databind.json.JsonMapper

/** Two small random checkpoints with what transformers computes on them in float64, and the embedded model. */
class Golden {
  static final List<String> TEXTS = [
      'def add(a, b):\n    return a + b',
      'Write a function to find the largest of three numbers.\n\nassert largest(1, 2, 3) == 3\n\n# Solution:',
      'naïve ✓ 数']

  static Path model(String family) {
    Path.of(Golden.getResource("/golden/$family/config.json").toURI()).parent
  }

  static Path tiny() {
    Path.of(System.getProperty('pva.checkout')).resolve('examples/tiny')
  }

  static Path copy(String family, Path into) {
    Files.createDirectories(into)
    Files.list(model(family)).withCloseable { files ->
      files.each { Files.copy(it, into.resolve(it.fileName), StandardCopyOption.REPLACE_EXISTING) }
    }
    return into
  }

  static Map<String, Object> json(Path file) {
    new JsonMapper().readValue(Files.readAllBytes(file), LinkedHashMap)
  }

  static void write(Path file, Map<String, Object> json) {
    Files.write(file, new JsonMapper().writeValueAsBytes(json))
  }

  /** Sets keys of a JSON file; null removes one. */
  static void edit(Path file, Map<String, Object> change) {
    def json = json(file)
    change.each { key, value -> value == null ? json.remove(key) : json.put(key, value) }
    write(file, json)
  }

  /** Loaded once for all specs of this process: to compile its program takes longer than anything that a small model does. */
  private static final Map<List, AutoCloseable> LOADED = [:]

  /** Blocks 0 to {@code through}; nobody closes them. */
  static ResidualModel blocks(Path folder, int through, DType compute = DType.F32, Packing packing = Packing.NEVER, boolean streamed = false) {
    (ResidualModel) LOADED.computeIfAbsent([folder, through, compute, packing, streamed]) {
      ResidualModel.load(Checkpoint.open(folder), through, compute, cpu(), Optional.empty(), packing, streamed, Progress.NONE)
    }
  }

  /** The whole model in float32; nobody closes it. */
  static LanguageModel language(Path folder, Packing packing = Packing.NEVER) {
    (LanguageModel) LOADED.computeIfAbsent([folder, 'language', packing]) {
      LanguageModel.load(Checkpoint.open(folder), DType.F32, cpu(), packing, Progress.NONE)
    }
  }

  static Device cpu() {
    Device.pick(DeviceChoice.parse('cpu'))
  }

  /** The residual streams of every text, by layer: rows as [tokens * hidden]. */
  static Map<Integer, List<float[]>> run(
      Path folder, List<TokenizedText> texts, List<Integer> layers, Position position, int budget, DType compute = DType.F32,
      Packing packing = Packing.NEVER, boolean streamed = false) {
    planned(folder, texts, BatchPlan.of(texts, position, budget), layers, position, compute, packing, streamed)
  }

  /** The same, each text by itself and from its beginning. */
  static Map<Integer, List<float[]>> alone(Path folder, List<TokenizedText> texts, List<Integer> layers, Position position) {
    def plan = new BatchPlan(texts.indices.collect { new Batch([it] as int[], new int[0]) })
    planned(folder, texts, plan, layers, position, DType.F32, Packing.NEVER, false)
  }

  private static Map<Integer, List<float[]>> planned(Path folder, List<TokenizedText> texts, BatchPlan plan, List<Integer> layers,
      Position position, DType compute, Packing packing, boolean streamed) {
    Map<Integer, List<float[]>> got = layers.collectEntries { [it, [null] * texts.size()] }
    new Extractor(blocks(folder, layers.max(), compute, packing, streamed)).run(texts, plan, new TreeSet<Integer>(layers), position,
        { int text, int layer, float[] rows, int n -> got[layer][text] = rows } as Extractor.Sink, Progress.NONE)
    return got
  }

  static List<TokenizedText> tokens(Path folder, List<String> texts) {
    Tokenizer.open(folder).withCloseable { t -> texts.collect { t.encode(it, '') } }
  }

  static double worst(float[] a, float[] b) {
    assert a.length == b.length
    double worst = 0
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]))
      assert !Float.isNaN(a[i])
    }
    return worst
  }

  /** The largest difference in units of the largest value. */
  static double relative(float[] a, float[] b) {
    double scale = 0
    for (float v : b) {
      scale = Math.max(scale, Math.abs(v))
    }
    return worst(a, b) / scale
  }

  static SafetensorsFile expected(String family) {
    SafetensorsFile.open(model(family).resolve('expected.safetensors'))
  }
}
