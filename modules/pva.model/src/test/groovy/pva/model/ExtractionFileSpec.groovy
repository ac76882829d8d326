package pva.model

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.base.Sha256
import pva.data.Datasets
import pva.data.TextRow
import pva.tensor.DType
import pva.tensor.SafetensorsFile
import spock.lang.Specification
import spock.lang.TempDir

class ExtractionFileSpec extends Specification {
  @TempDir
  Path folder

  def 'every token of #family, in dataset order, with its row, place and id'() {
    given:
    def expected = Golden.expected(family)
    def ids = [0, 1, 2].collect { expected.longs('ids.' + it).toList() }
    def out = folder.resolve('out.safetensors')

    when:
    def figures = ExtractionFile.write(request(family, Position.ALL, [0, -1]), folder.resolve('parts'), out, Progress.NONE)
    Map<String, Object> got = SafetensorsFile.open(out).withCloseable { file ->
      file.tensors().keySet().collectEntries { [it, it.startsWith('resid') ? file.vector(it) : file.ints(it).toList()] }
    }
    def worst = [0, 3].collect { layer ->
      Golden.worst(got['resid_post.' + layer], [0, 1, 2].collectMany { expected.vector("resid_post.${layer}.$it").toList() } as float[])
    }

    then:
    got.keySet() == ['resid_post.0', 'resid_post.3', 'row', 'position', 'token'] as Set
    got.token == ids.flatten()
    got.row == [0] * ids[0].size() + [1] * ids[1].size() + [2] * ids[2].size()
    got.position == ids.collectMany { (0..<it.size()).toList() }
    worst.max() < 1e-4
    figures.rows() == 3
    figures.tokens() == got.token.size()
    figures.seconds().keySet() == ['load', 'tokenize', 'extract', 'write'] as Set
    !Files.exists(folder.resolve('parts'))

    cleanup:
    expected?.close()

    where:
    family << ['gemma2', 'llama']
  }

  def 'one position gives one row a text'() {
    given:
    def expected = Golden.expected('llama')
    def texts = Golden.tokens(Golden.model('llama'), Golden.TEXTS)

    when:
    ExtractionFile.write(request('llama', Position.FINAL, [2]), folder.resolve('parts'), folder.resolve('out.safetensors'), Progress.NONE)
    def got = SafetensorsFile.open(folder.resolve('out.safetensors'))

    then:
    got.tensors().keySet() == ['resid_post.2'] as Set
    got.info('resid_post.2').shape() == [3L, 48L]
    (0..2).each { t ->
      int n = texts[t].ids().length
      float[] last = expected.vector("resid_post.2.$t")[(n - 1) * 48..<n * 48] as float[]
      assert Golden.worst(got.vector('resid_post.2')[t * 48..<(t + 1) * 48] as float[], last) < 1e-4
    }

    cleanup:
    got?.close()
    expected?.close()
  }

  def 'any hook is read in the same pass, under the name of its point and layer, and the file says which hook that is'() {
    given:
    def expected = Golden.expected('llama')
    def rows = [new TextRow(Golden.TEXTS[0], '')]
    def hooks = [Hook.parse('blocks.1.hook_mlp_out'), new Hook(1, HookPoint.Z), new Hook(-1, HookPoint.RESID_POST)] + Hook.of('resid_mid', [1])
    def request = new ExtractionRequest(Checkpoint.open(Golden.model('llama')), rows, hooks, Position.ALL, DType.F32, Golden.cpu(), 0)

    when:
    ExtractionFile.write(request, folder.resolve('parts'), folder.resolve('out.safetensors'), Progress.NONE)
    def got = SafetensorsFile.open(folder.resolve('out.safetensors'))

    then:
    got.tensors().keySet() == ['mlp_out.1', 'resid_mid.1', 'resid_post.3', 'z.1', 'row', 'position', 'token'] as Set
    ['mlp_out.1', 'resid_mid.1', 'resid_post.3', 'z.1'].every { Golden.worst(got.vector(it), expected.vector(it + '.0')) < 1e-4 }
    got.metadata().findAll { it.key.startsWith('hook:') } == ['hook:mlp_out.1': 'blocks.1.hook_mlp_out', 'hook:z.1': 'blocks.1.attn.hook_z',
        'hook:resid_mid.1': 'blocks.1.hook_resid_mid', 'hook:resid_post.3': 'blocks.3.hook_resid_post']

    cleanup:
    got?.close()
    expected?.close()
  }

  def 'a tensor names its hook, and the stream before a block is the one after the block before'() {
    expect:
    Hook.ofTensor('resid_post.4') == Optional.of(Hook.residPost(4))
    Hook.ofTensor('z.11') == Optional.of(new Hook(11, HookPoint.Z))
    Hook.ofTensor('layer_4.resid_post') == Optional.empty()
    Hook.residPost(4).same(new Hook(5, HookPoint.RESID_PRE))
    !Hook.residPost(4).same(new Hook(4, HookPoint.RESID_PRE))
    !Hook.residPost(4).same(new Hook(4, HookPoint.MLP_OUT))
  }

  def 'an extraction interrupted again and again gives the same bytes'() {
    given:
    def rows = Datasets.open(Golden.tiny().resolve('data/datasets/dataset_tiny_20260101_000000.parquet')).rows().take(150)*.textRow()
    def request = ExtractionRequest.ofLayers(Checkpoint.open(Golden.tiny().resolve('model')), rows, [1, 2], position, DType.F32, Golden.cpu(), 0)
    def parts = folder.resolve('parts')
    ExtractionFile.write(request, folder.resolve('other'), folder.resolve('whole.safetensors'), Progress.NONE)

    when:
    int interruptions = 0
    List<String> notes = []
    for (boolean done = false; !done;) {
      try {
        ExtractionFile.write(request, parts, folder.resolve('out.safetensors'), new Interrupting(5000, notes))
        done = true
      } catch (IllegalStateException e) {
        interruptions++
        if (interruptions == 2) {
          Path first = Files.walk(parts).withCloseable { it.filter { it.toString() =~ /[0-9a-f]{16}\.safetensors$/ }.sorted().findFirst().get() }
          Files.write(first, Arrays.copyOf(Files.readAllBytes(first), 2_000))
        }
      }
    }

    then:
    interruptions >= 2
    notes.any { it.startsWith('goes on with an interrupted extraction: ') }
    Sha256.of(folder.resolve('out.safetensors')) == Sha256.of(folder.resolve('whole.safetensors'))

    where:
    position << [Position.ALL, Position.FINAL]
  }

  def 'a text without prompt has no last prompt token'() {
    when:
    def rows = [new TextRow('ab', 'a'), new TextRow('b', '')]
    def checkpoint = Checkpoint.open(Golden.model('llama'))
    def request = ExtractionRequest.ofLayers(checkpoint, rows, [1], Position.LAST_PROMPT, DType.F32, Golden.cpu(), 0)
    ExtractionFile.write(request, folder.resolve('parts'), folder.resolve('out.safetensors'), Progress.NONE)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-MODEL-014'
    e.message == 'row 1 (from 0) has no prompt, so it has no last prompt token'
    !Files.exists(folder.resolve('out.safetensors'))
  }

  private ExtractionRequest request(String family, Position position, List<Integer> layers, List<String> texts = Golden.TEXTS) {
    def rows = texts.collect { new TextRow(it, it.take(1)) }
    ExtractionRequest.ofLayers(Checkpoint.open(Golden.model(family)), rows, layers, position, DType.F32, Golden.cpu(), 0)
  }

  /** Stops the extraction after a number of tokens. */
  static class Interrupting implements Progress {
    final long tokens
    final List<String> notes

    Interrupting(long tokens, List<String> notes) {
      this.tokens = tokens
      this.notes = notes
    }

    @Override
    Progress.Task start(String what, long total, String unit) {
      long seen = 0
      return { long units ->
        seen += units
        if (what == 'extract' && seen > tokens) {
          throw new IllegalStateException('stopped')
        }
      } as Progress.Task
    }

    @Override
    void note(String line) {
      notes << line
    }
  }
}
