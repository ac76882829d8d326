package pva.model

import java.nio.file.Path
import pva.base.Progress
import pva.data.Datasets
import pva.data.TextRow
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class SeveralLayersSpec extends Specification {
  @TempDir
  Path folder
  @Shared
  List<TextRow> rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows().take(20)*.textRow()
  @Shared
  Checkpoint checkpoint = Checkpoint.open(Golden.tiny().resolve('model'))
  ActivationStore store = null

  def setup() {
    store = ActivationStore.at(folder.resolve('store'))
  }

  ExtractionRequest request(List<TextRow> some, List<Integer> layers) {
    ExtractionRequest.ofLayers(checkpoint, some, layers, Position.FINAL, DType.F32, Golden.cpu(), 0)
  }

  Map<Integer, Path> each(List<TextRow> some, List<Integer> layers, Progress seen = Progress.NONE) {
    Map<Integer, Path> files = layers.collectEntries { [it, folder.resolve("layer${it}.safetensors")] }
    ExtractionFile.writeEach(request(some, layers), 'model hash', store, folder.resolve('partial'), { Hook hook -> files[hook.layer()] }, seen)
    return files
  }

  Optional<StoreSaving> saving(List<TextRow> some, List<Integer> layers) {
    StoreSaving.of(store, checkpoint, 'model hash', some, layers.collect { Hook.residPost(it) } as Set, Position.FINAL, DType.F32, false)
  }

  static List<Integer> lengths(List<TextRow> some) {
    Tokenizer.open(checkpointFolder()).withCloseable { t -> TextTokens.of(t, some, Progress.NONE, 0)*.ids()*.length }
  }

  static Path checkpointFolder() {
    Golden.tiny().resolve('model')
  }

  def 'several layers come from one pass into a file each, with the values of one file of all'() {
    given:
    int passes = 0
    Progress seen = { String what, long total, String unit ->
      passes += what == 'extract' ? 1 : 0
      return { long units -> } as Progress.Task
    } as Progress
    Path all = folder.resolve('all.safetensors')
    ExtractionFile.write(request(rows, [1, 3, 5]), folder.resolve('own'), all, Progress.NONE)

    when:
    Map<Integer, Path> files = each(rows, [1, 3, 5], seen)

    then:
    passes == 1
    SafetensorsFile.open(all).withCloseable { whole ->
      [1, 3, 5].every { layer ->
        SafetensorsFile.open(files[layer]).withCloseable { one ->
          one.tensors().keySet() == ["resid_post.$layer".toString()] as Set && one.vector("resid_post.$layer") == whole.vector("resid_post.$layer")
        }
      }
    }
  }

  def 'what the store saves is told before: texts that are there at every layer, and the tokens that are left'() {
    given:
    List<Integer> n = lengths(rows)

    expect: 'nothing of the kind, nothing to say'
    saving(rows, [3]).isEmpty()

    when: 'twelve texts are read at two layers, and four of them at a third'
    each(rows.take(12), [3, 4])
    each(rows.take(4), [5])

    then:
    saving(rows, [3]).get() == new StoreSaving(20, 12, n.sum() as long, n.drop(12).sum() as long)
    saving(rows, [3, 4]).get().left() == n.drop(12).sum()
    saving(rows, [3, 4, 5]).get() == new StoreSaving(20, 4, n.sum() as long, n.drop(4).sum() as long)
    saving(rows.take(4), [3, 4, 5]).get().left() == 0
    saving(rows, [2, 3]).isEmpty()

    and: 'a text that stands twice is read once'
    saving(rows.take(4) + rows[15] + rows[15], [3]).get() == new StoreSaving(5, 4, (n.take(4).sum() + n[15]) as long, n[15])
  }
}
