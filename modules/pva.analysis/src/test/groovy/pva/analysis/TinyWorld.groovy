package pva.analysis
import java.nio.file.Files
import java.nio.file.Path
import pva.analysis.run.Cache
import pva.analysis.run.RunOptions
import pva.analysis.run.RunResult
import pva.analysis.spec.AnalysisSpec
import pva.analysis.spec.FilterSpec
import pva.analysis.spec.ModelSpec
import pva.analysis.spec.SaeSpec
import pva.analysis.text.Folders
import pva.base.Progress
import pva.data.Dataset
import pva.data.Datasets
import pva.data.Hub
import tools.jackson.databind.json.JsonMapper

/** The first rows of the embedded study, small enough to run in a test. */
class TinyWorld {
  static final Path TINY = Path.of(System.getProperty('pva.checkout'), 'examples', 'tiny')
  static final int ROWS = 64
  static final int DOCUMENTS = 24

  final Path folder
  final Path script
  final Cache cache
  /** Empty, and asks nobody. */
  Hub hub

  TinyWorld(Path folder) {
    this.folder = folder
    script = Files.writeString(folder.resolve('small.groovy'), 'analysis { layer 4 }\n')
    cache = Cache.at(folder.resolve('cache'))
    hub = Hub.of([HF_HUB_CACHE: folder.resolve('hub').toString(), HF_HUB_OFFLINE: '1'], folder)
    write('small.jsonl', 0, ROWS) { it }
    Files.write(folder.resolve('pile.jsonl'), Files.readAllLines(TINY.resolve('pile.jsonl')).take(DOCUMENTS))
  }

  /** Rows of the embedded dataset, from one to before another, under ids of their own. */
  void second(String name, int from, int to) {
    write(name, from, to) { "other $it".toString() }
  }

  private void write(String name, int from, int to, Closure<String> id) {
    Dataset whole = Datasets.open(TINY.resolve('data/datasets').toString(), folder)
    Files.writeString(folder.resolve(name), whole.rows().subList(from, to).collect {
      new JsonMapper().writeValueAsString([task_id: id(it.taskId()), prompt: it.prompt(), generated_code: it.generatedCode(), is_correct: it.correct()])
    }.join('\n') + '\n')
  }

  AnalysisSpec.Builder spec() {
    return AnalysisSpec.of(script, Files.readString(script)).dataset('small.jsonl').model(ModelSpec.of(TINY.resolve('model').toString()))
        .device(pva.tensor.DeviceChoice.parse('cpu')).layer(4).sae(SaeSpec.at(TINY.resolve('sae').toString())).filter(FilterSpec.pile(0.02d, 'pile.jsonl'))
  }

  RunResult run(String name, AnalysisSpec spec = spec().build(), Progress progress = Progress.NONE, boolean force = false) {
    return new AnalysisRun(spec, new RunOptions(Optional.of(folder.resolve(name)), true, force, Optional.empty()), hub, progress).run(cache)
  }

  static Map json(Path file) {
    return new JsonMapper().readValue(file.toFile(), Map)
  }

  Path file(String run, String name) {
    return folder.resolve(run).resolve(name)
  }

  /** What may not differ between two runs: name and content of every file that no clock touches. */
  Map<String, String> lasting(String run) {
    return Folders.files(folder.resolve(run)).findAll { it =~ /^(latents|rates|detection|figures|script)/ }
        .collectEntries { [it, pva.base.Sha256.of(file(run, it))] }
  }
}
