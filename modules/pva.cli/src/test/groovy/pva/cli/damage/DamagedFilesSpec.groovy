package pva.cli.damage

import com.sun.management.ThreadMXBean
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.stream.Stream
import pva.base.PvaException
import pva.tensor.NpzFile
import pva.tensor.SafetensorsFile
import pva.tensor.TorchFile
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import tools.jackson.databind.json.JsonMapper

/**
 * Valid files damaged at random: each is refused with an error that names it, or read right, within bounds of time and memory.
 *
 * <p>{@code -Dpva.mutations=100000} makes more of them. A failure prints its seed, and {@code -Dpva.seed=SEED -Dpva.mutations=1} makes that
 * mutation again; where the whole JVM ends, the seed stands in {@code modules/pva.cli/target/mutation-seed.txt}.
 */
class DamagedFilesSpec extends Specification {
  static final Path MODULES = Path.of(System.getProperty('pva.checkout'), 'modules')
  static final Path DICTIONARIES = MODULES.resolve('pva.sae/src/test/resources/golden')
  static final Path MODELS = MODULES.resolve('pva.model/src/test/resources/golden')
  static final Path TABLES = MODULES.resolve('pva.data/src/test/resources/golden')
  static final long SECONDS = 60
  static final long BYTES = 256L << 20

  @Shared @TempDir Path folder
  @Shared @AutoCleanup('shutdownNow') ExecutorService reader = Executors.newSingleThreadExecutor { new Thread(it).tap { daemon = true } }
  @Shared ThreadMXBean threads = (ThreadMXBean) ManagementFactory.threadMXBean
  int refused

  /** A file that may be damaged, in a copy of the folder that it belongs to, and how it is read. */
  static class Subject {
    Path file
    byte[] valid
    Map<String, byte[]> members
    Closure<Void> read

    Subject(Path file, Closure<Void> read) {
      this.file = file
      this.valid = Files.readAllBytes(file)
      this.members = Mutation.members(file.toFile())
      this.read = read
    }
  }

  /** @return files of a golden folder with the given endings, copied with all that lies beside them */
  List<Path> copied(Path from, String... endings) {
    Path to = folder.resolve(MODULES.relativize(from).toString())
    if (!Files.exists(to)) {
      Files.walk(from).withCloseable { Stream<Path> all ->
        all.filter(Files::isRegularFile).each { Path p ->
          Path copy = to.resolve(from.relativize(p).toString())
          Files.createDirectories(copy.parent)
          Files.copy(p, copy)
        }
      }
    }
    Files.walk(to).withCloseable { Stream<Path> all ->
      all.filter { Path p -> Files.isRegularFile(p) && endings.any { p.toString().endsWith(it) } }.sorted().toList()
    }
  }

  static List<Map> dictionaries() {
    Files.list(DICTIONARIES).withCloseable { Stream<Path> all ->
      all.filter { it.toString().endsWith('.json') }.sorted().map { new JsonMapper().readValue(it.toFile(), Map) }.toList()
    }
  }

  List<Path> arrays(String... endings) {
    dictionaries().collectMany { copied(DICTIONARIES.resolve(it.name), endings) }
  }

  /** The same model in one shard, and the index that says so. */
  List<Subject> shardIndex() {
    Path whole = copied(MODELS.resolve('llama'), 'model.safetensors')[0]
    Path model = Files.createDirectories(folder.resolve('sharded'))
    ['config.json', 'tokenizer.json', 'tokenizer_config.json'].each { Files.copy(whole.resolveSibling(it), model.resolve(it)) }
    Files.copy(whole, model.resolve('model-00001-of-00001.safetensors'))
    Map<String, String> shardOf = SafetensorsFile.open(whole).withCloseable { it.tensors().keySet().collectEntries { name -> [name, 'model-00001-of-00001.safetensors'] } }
    Path index = model.resolve('model.safetensors.index.json')
    Files.writeString(index, new JsonMapper().writeValueAsString([metadata: [total_size: Files.size(whole)], weight_map: shardOf]))
    [new Subject(index, { Path p -> Reading.model(p.parent) })]
  }

  List<Subject> dictionaryFiles(String... endings) {
    dictionaries().collectMany { Map about ->
      copied(DICTIONARIES.resolve(about.name), endings).collect { Path file ->
        Path top = folder.resolve(MODULES.relativize(DICTIONARIES.resolve(about.name)).toString())
        new Subject(file, { Path p -> Reading.dictionary(top.resolve(about.load), about.format.replace('sae_lens_pre6', 'sae_lens')) })
      }
    }
  }

  List<Subject> modelFiles(String... endings) {
    ['gemma2', 'llama', 'gpt2', 'gpt_neox', 'qwen3', 'gemma3_text', 'mistral'].collectMany { String family ->
      copied(MODELS.resolve(family), endings).collect { new Subject(it, { Path p -> Reading.model(p.parent) }) }
    }
  }

  List<Subject> subjects(String kind) {
    switch (kind) {
      case 'npz': return arrays('.npz').collect { new Subject(it, { Path p -> Reading.tensors(NpzFile.open(p)) }) }
      case 'safetensors': return arrays('.safetensors').collect { new Subject(it, { Path p -> Reading.tensors(SafetensorsFile.open(p)) }) }
      case 'torch': return arrays('.pt', '.pth').collect { new Subject(it, { Path p -> Reading.tensors(TorchFile.open(p)) }) }
      case 'weights of a dictionary': return dictionaryFiles('.npz', '.safetensors', '.pt', '.pth')
      case 'config of a dictionary': return dictionaryFiles('.json', '.yaml')
      case 'config.json': return modelFiles('config.json')
      case 'tokenizer.json': return modelFiles('tokenizer.json')
      case 'shard index': return shardIndex()
      case 'weights of a model': return modelFiles('model.safetensors')
      case 'Parquet': return copied(TABLES, '.parquet').findAll { it.fileName.toString().startsWith('good') }.collect { new Subject(it, { Path p -> Reading.dataset(p) }) }
      case 'JSON lines': return copied(TABLES, '.jsonl').findAll { it.fileName.toString().startsWith('good') }.collectMany {
        [new Subject(it, { Path p -> Reading.dataset(p) }), new Subject(it, { Path p -> Reading.corpus(p) })] }
    }
  }

  /** What is wrong with how this mutation was taken, or nothing. */
  String fault(Subject subject, long seed) {
    Random random = new Random(seed)
    random.nextLong()
    byte[] damaged = Mutation.of(subject.valid, subject.members, random)
    Files.write(subject.file, damaged)
    Future<String> answer = reader.submit({ ->
      long before = threads.currentThreadAllocatedBytes
      try {
        subject.read.call(subject.file)
      } catch (PvaException e) {
        boolean named = e.file().map { Path p -> subject.file.startsWith(p) || p.startsWith(subject.file.parent) }.orElse(false)
        refused++
        if (!named) {
          return "the error does not name the file: $e ${e.file()}".toString()
        }
      } catch (Throwable e) {
        StringWriter trace = new StringWriter()
        e.printStackTrace(new PrintWriter(trace))
        return trace.toString()
      }
      long took = threads.currentThreadAllocatedBytes - before
      took > BYTES + 100L * damaged.length ? "it took $took bytes of memory for a file of ${damaged.length}".toString() : null
    } as Callable<String>)
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS)
    } catch (TimeoutException e) {
      return "no answer within $SECONDS s".toString()
    } finally {
      Files.write(subject.file, subject.valid)
    }
  }

  def "a damaged file of kind #kind is refused by its name or read right"() {
    given:
    long first = Long.getLong('pva.seed', System.nanoTime())
    int count = Math.max(1, (int) (Integer.getInteger('pva.mutations', 2000) * share / 100))
    println "$kind: $count mutations from seed $first on (one again: -Dpva.seed=SEED -Dpva.mutations=1)"
    List<Subject> all = subjects(kind)
    refused = 0

    when:
    List<String> faults = []
    for (long seed = first; seed < first + count; seed++) {
      Files.writeString(MODULES.resolve('pva.cli/target/mutation-seed.txt'), "$kind $seed")
      Subject subject = all[new Random(seed).nextInt(all.size())]
      String fault = fault(subject, seed)
      if (fault != null) {
        println "$kind: seed $seed, ${subject.file}: $fault"
        faults << "seed $seed: $fault".toString()
      }
    }
    println "$kind: $refused refused, ${count - refused - faults.size()} read right"

    then:
    faults == []

    where:
    kind                      | share
    'npz'                     | 15
    'safetensors'             | 20
    'torch'                   | 20
    'weights of a dictionary' | 10
    'config of a dictionary'  | 10
    'config.json'             | 5
    'tokenizer.json'          | 3
    'shard index'             | 2
    'weights of a model'      | 2
    'Parquet'                 | 8
    'JSON lines'              | 5
  }
}
