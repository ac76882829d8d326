package pva.model

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.data.Datasets
import pva.data.TextRow
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A store, the embedded rows, and what an extraction through the store gave and cost. */
abstract class ActivationStoreWorld extends Specification {
  @TempDir
  Path folder
  @Shared
  List<TextRow> rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows().take(80)*.textRow()
  @Shared
  Checkpoint checkpoint = Checkpoint.open(Golden.tiny().resolve('model'))

  ActivationStore store = null

  def setup() {
    store = ActivationStore.at(folder.resolve('store'))
  }

  /** What an extraction gave and what it cost. */
  static class Outcome {
    Map<String, float[]> tensors
    byte[] bytes
    /** Tokens that the model ran. */
    long tokens
    List<String> notes
  }

  /** Counts what the model runs. */
  static class Counter implements Progress {
    long tokens = 0
    List<String> notes = Collections.synchronizedList([])

    @Override
    Progress.Task start(String what, long total, String unit) {
      return { long units -> tokens += what == 'extract' ? units : 0 } as Progress.Task
    }

    @Override
    void note(String line) {
      notes << line
    }
  }

  ExtractionRequest request(List<TextRow> some, Map how = [:]) {
    ExtractionRequest.ofLayers(checkpoint, some, how.layers ?: [3], how.position ?: Position.FINAL, how.dtype ?: DType.F32, Golden.cpu(), 0)
  }

  Outcome extract(ExtractionRequest request, String name = 'x', Progress seen = new Counter()) {
    Path out = folder.resolve("${name}.safetensors")
    ExtractionFile.write(request, 'model hash', store, folder.resolve("${name}.partial"), out, seen)
    read(out, seen)
  }

  Outcome fresh(ExtractionRequest request) {
    Counter seen = new Counter()
    ExtractionFile.write(request, folder.resolve('own'), folder.resolve('own.safetensors'), seen)
    read(folder.resolve('own.safetensors'), seen)
  }

  static Outcome read(Path out, Progress seen) {
    Map<String, float[]> tensors = SafetensorsFile.open(out).withCloseable { f -> f.tensors().keySet().findAll { it.startsWith('resid') }.collectEntries { [it, f.vector(it)] } }
    new Outcome(tensors: tensors, bytes: Files.readAllBytes(out), tokens: seen.tokens, notes: seen.notes)
  }

  long tokensOf(List<TextRow> some) {
    Tokenizer.open(checkpoint.folder()).withCloseable { t -> TextTokens.of(t, some, Progress.NONE, 0)*.ids()*.length.sum() } as long
  }

  List<Float> row(Outcome got, int row) {
    got.tensors['resid_post.3'][row * checkpoint.hidden()..<(row + 1) * checkpoint.hidden()]
  }

  List<Path> shards() {
    Files.walk(store.root()).withCloseable { it.filter { it.toString().endsWith('.safetensors') }.sorted().toList() }
  }
}
