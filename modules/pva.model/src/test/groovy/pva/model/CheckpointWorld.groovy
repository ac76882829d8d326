package pva.model

import java.nio.file.Files
import java.nio.file.Path
import pva.tensor.SafetensorsFile
import pva.tensor.SafetensorsWriter
import spock.lang.Specification
import spock.lang.TempDir

/** A copy of a small checkpoint, to be changed. */
abstract class CheckpointWorld extends Specification {
  @TempDir
  Path folder

  void edit(Map<String, Object> change) {
    Golden.edit(folder.resolve('config.json'), change)
  }

  void rename(Closure<String> name) {
    rewrite { writer, file ->
      file.tensors().keySet().each { writer.f32(name(it), file.vector(it), file.info(it).shape() as long[]) }
    }
  }

  void rewrite(Closure<?> writing) {
    Path whole = folder.resolve('model.safetensors')
    Path again = folder.resolve('again.safetensors')
    SafetensorsFile.open(whole).withCloseable { file ->
      def writer = new SafetensorsWriter()
      writing(writer, file)
      writer.write(again)
    }
    Files.delete(whole)
    Files.move(again, whole)
  }

  /** Two files of weights, cut in the middle. */
  void shard() {
    List<String> names = SafetensorsFile.open(folder.resolve('model.safetensors')).withCloseable { it.tensors().keySet().toList() }
    shard { "model-0000${names.indexOf(it) <= names.size().intdiv(2) ? 1 : 2}-of-00002" }
  }

  /** One file of weights for each name that a tensor's name gives. */
  void shard(Closure<String> of) {
    Path whole = folder.resolve('model.safetensors')
    Map<String, String> map = [:]
    SafetensorsFile.open(whole).withCloseable { file ->
      file.tensors().keySet().groupBy { of(it).toString() + '.safetensors' }.each { shard, names ->
        def writer = new SafetensorsWriter()
        names.each { name ->
          map[name] = shard
          writer.f32(name, file.vector(name), file.info(name).shape() as long[])
        }
        writer.write(folder.resolve(shard))
      }
    }
    Files.delete(whole)
    Golden.write(folder.resolve('model.safetensors.index.json'), [weight_map: map])
  }
}
