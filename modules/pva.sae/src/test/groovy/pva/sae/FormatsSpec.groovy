package pva.sae

import java.nio.file.Files
import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SafetensorsFile
import pva.tensor.SparseMatrix
import spock.lang.Specification
import spock.lang.TempDir
import tools.jackson.databind.ObjectMapper

/** What the golden cases do not say of formats: conventions by name, and files that contradict each other. */
class FormatsSpec extends Specification {
  static final Path GOLDEN = GoldenDictionarySpec.GOLDEN
  static final Device CPU = Device.pick(DeviceChoice.parse('cpu'))

  @TempDir Path folder

  private Path copy(String name) {
    Map golden = new ObjectMapper().readValue(GOLDEN.resolve("${name}.json").toFile(), Map)
    Path from = GOLDEN.resolve(name)
    Path to = folder.resolve(name)
    Files.walk(from).withCloseable { walk ->
      walk.forEach { p ->
        Path target = to.resolve(from.relativize(p).toString())
        Files.isDirectory(p) ? Files.createDirectories(target) : Files.copy(p, target)
      }
    }
    to.resolve(golden.load)
  }

  private static float[] dense(SparseMatrix latents) {
    float[] all = new float[latents.rows() * latents.cols()]
    new DenseLatents(latents).read(0, latents.rows(), all, 0)
    all
  }

  def "#name by the convention of sae-lens gives the activations of sae-lens"() {
    given:
    Map golden = new ObjectMapper().readValue(GOLDEN.resolve("${name}.json").toFile(), Map)
    SafetensorsFile expected = SafetensorsFile.open(GOLDEN.resolve("${name}.expected.safetensors"))
    Dictionary dictionary = Dictionaries.open(GOLDEN.resolve(name).resolve(golden.load), Optional.of('llama_scope_sae_lens'))
    Encoder encoder = dictionary.encoder(CPU)

    when:
    Matrix x = expected.matrix('x')
    SparseMatrix latents = encoder.encode(x, 0f, Progress.NONE)
    float[] acts = dense(latents)
    float[] want = expected.vector('acts_saelens')
    Matrix rebuilt = encoder.decode(latents, x)
    float[] recon = new float[(int) rebuilt.rows() * rebuilt.cols()]
    rebuilt.read(0, (int) rebuilt.rows(), recon, 0)
    float[] wantRecon = expected.vector('recon_saelens')

    then:
    dictionary.info().format() == 'llama_scope_sae_lens'
    (0..<want.length).every { (Math.abs(acts[it]) > 0) == (Math.abs(want[it]) > 0) && Math.abs(acts[it] - want[it]) <= 1e-3 + 1e-5 * Math.abs(want[it]) }
    (0..<wantRecon.length).every { Math.abs(recon[it] - wantRecon[it]) <= 1e-3 + 1e-5 * Math.abs(wantRecon[it]) }

    cleanup:
    encoder?.close()
    dictionary?.close()
    expected?.close()

    where:
    name << ['llama_scope', 'llama_scope_unit', 'llama_scope_in_out']
  }

  def "#fault is refused in words"() {
    given:
    Path path = copy(name)
    Path config = Files.isDirectory(path) ? path.resolve(file) : path.resolveSibling(file)
    String text = Files.readString(config)
    assert text.contains(from)
    Files.writeString(config, text.replace(from, to))

    when:
    Dictionaries.open(path, Optional.empty())

    then:
    PvaException e = thrown()
    "${e.code()} ${e.message}" == words
    e.file().get() == config

    where:
    fault                   | name                         | file              | from                     | to                     || words
    'another k'             | 'dictionary_learning_topk'   | 'config.json'     | '"k": 5'                 | '"k": 7'               || 'PVA-SAE-024 config.json says k 7, the weights have 5'
    'an unknown class'      | 'dictionary_learning_topk'   | 'config.json'     | 'AutoEncoderTopK'        | 'CrossCoder'           || 'PVA-SAE-022 config.json has dict_class `CrossCoder`, which is not read'
    'another size'          | 'dictionary_learning_gated'  | 'config.json'     | '"dict_size": 64'        | '"dict_size": 65'      || 'PVA-SAE-024 config.json says dict_size 65, the weights have 64'
    'an activation'         | 'sparsify_groupmax'          | 'cfg.json'        | 'groupmax'               | 'softmax'              || 'PVA-SAE-022 cfg.json has activation `softmax`, which is not read'
    'uneven groups'         | 'sparsify_groupmax'          | 'cfg.json'        | '"k": 8'                 | '"k": 7'               || 'PVA-SAE-026 cfg.json has k 7 groups, which do not divide 64 latents'
    'no k'                  | 'sparsify_topk'              | 'cfg.json'        | '"k": 5'                 | '"kk": 5'              || 'PVA-SAE-026 cfg.json has no k, the number of latents that fire'
    'another architecture'  | 'gemma_scope_2_resid_post'   | 'config.json'     | 'jump_relu'              | 'topk'                 || 'PVA-SAE-022 config.json has architecture `topk`, which is not read'
    'a skip that is not'    | 'gemma_scope_2_transcoder'   | 'config.json'     | '"affine_connection": false' | '"affine_connection": true' || 'PVA-SAE-024 config.json says affine_connection true, the weights have none'
    'no average norm'       | 'llama_scope'                | 'hyperparams.json' | '"in"'                  | '"inn"'                || 'PVA-SAE-024 hyperparams.json has no in above 0'
    'an activation function' | 'llama_scope_r1_distill'    | 'config.json'     | '"act_fn": "jumprelu"'   | '"act_fn": "topk"'     || 'PVA-SAE-022 config.json has act_fn `topk`, which is not read'
    'a crosscoder'          | 'llamascopium_current'       | 'config.json'     | '"sae_type": "sae"'      | '"sae_type": "crosscoder"' || 'PVA-SAE-022 config.json has sae_type `crosscoder`, which is not read'
    'a norm by token'       | 'llamascopium_current'       | 'config.json'     | 'dataset-wise'           | 'token-wise'           || 'PVA-SAE-022 config.json has norm_activation `token-wise`, which is not read'
  }

  def "Qwen-Scope's k is in the name of its folder, and nowhere else"() {
    given:
    Path file = Files.copy(copy('qwen_scope'), folder.resolve('layer12.sae.pt'))

    when:
    Dictionaries.open(file, Optional.empty())

    then:
    PvaException e = thrown()
    "${e.code()} ${e.message}" == 'PVA-SAE-026 nothing says k, the number of latents that fire'
  }

  def "a decoder's bias that is shorter than the input is not subtracted from it"() {
    given:
    Path path = copy('sae_lens_jumprelu_transcoder')
    Path config = path.resolve('cfg.json')
    Files.writeString(config, Files.readString(config).replace('"apply_b_dec_to_input": false', '"apply_b_dec_to_input": true'))

    when:
    Dictionaries.open(path, Optional.empty())

    then:
    PvaException e = thrown()
    "${e.code()} ${e.message}" == "PVA-SAE-015 the decoder's bias of 20 numbers cannot be subtracted from vectors of 24 before encoding"
    e.file().get() == path
  }
}
