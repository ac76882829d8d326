package pva.sae

import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SafetensorsFile
import pva.tensor.SparseMatrix
import spock.lang.Specification
import tools.jackson.databind.ObjectMapper

/** Against values of the reference implementations; every case says which, and how near is near enough. */
class GoldenDictionarySpec extends Specification {
  static final Path GOLDEN = Path.of(GoldenDictionarySpec.getResource('/golden/sae_lens_standard.json').toURI()).parent

  /** What publishers call by the name of a module, by the name of TransformerLens. */
  static final Map<String, String> HOOKS = ['resid_post_layer_8': 'blocks.8.hook_resid_post', 'layers.10': 'blocks.10.hook_resid_post',
                                            'layers.10.mlp': 'blocks.10.hook_mlp_out']

  static final String RELATIVE = /topk|groupmax|gated/

  def "#name is described, encoded and rebuilt as its reference does it"() {
    given:
    Map golden = new ObjectMapper().readValue(GOLDEN.resolve("${name}.json").toFile(), Map)
    SafetensorsFile expected = SafetensorsFile.open(GOLDEN.resolve("${name}.expected.safetensors"))
    Dictionary dictionary = Dictionaries.open(GOLDEN.resolve(name).resolve(golden.load), Optional.empty())
    if (golden.declared.norm_scaling_factor && golden.format == 'sae_lens') {
      dictionary = dictionary.withFactor(golden.declared.norm_scaling_factor)
    }

    when:
    DictionaryInfo info = dictionary.info()
    Matrix x = expected.matrix('x')
    Encoder encoder = dictionary.encoder(Device.pick(DeviceChoice.parse('cpu')))
    SparseMatrix latents = encoder.encode(x, 0f, Progress.NONE)
    float[] acts = read(new DenseLatents(latents))
    float[] recon = read(encoder.decode(latents, x))

    then:
    info.format() == golden.format.replace('sae_lens_pre6', 'sae_lens')
    info.architecture() == golden.declared.architecture
    [info.dIn(), info.dSae(), info.dOut()] == [golden.declared.d_in, golden.declared.d_sae, golden.declared.d_out]
    info.hook() == HOOKS.getOrDefault(golden.declared.hook, golden.declared.hook)
    info.layer() == (golden.declared.hook == 'hook_embed' ? OptionalInt.empty() : OptionalInt.of(golden.declared.layer))
    info.model().orElse(null) == golden.declared.model + (golden.load.contains('-it-') ? '-it' : '') || !golden.declared.model
    info.normalisation() == golden.declared.normalisation
    info.declaredL0() == (golden.declared.average_l0 ? OptionalDouble.of(golden.declared.average_l0) : info.format() == 'qwen_scope' ?
        OptionalDouble.of(golden.declared.k) : OptionalDouble.empty())

    and: 'the same latents fire, and values agree'
    (0..<latents.rows()).collect { latents.indptr()[it + 1] - latents.indptr()[it] } == golden.l0
    near(acts, expected.vector('acts'), golden.tolerance, true)
    near(recon, expected.vector('recon'), golden.tolerance, false)

    and: 'a latent that does not compete, is not gated and reads vectors of any length alike fires by its plain numbers, too'
    alone(dictionary) == !("${info.architecture()} ${info.details().activation}" =~ RELATIVE || info.normalisation() in ['layer_norm', 'constant_norm_rescale'])
    !alone(dictionary) || near(plain(dictionary, x), expected.vector('acts'), golden.tolerance, false)

    cleanup:
    encoder?.close()
    dictionary?.close()
    expected?.close()

    where:
    name << GOLDEN.toFile().list().findAll { it.endsWith('.json') }.collect { it - '.json' }.sort()
  }

  private static boolean alone(Dictionary dictionary) {
    try {
      return dictionary.linear(0) != null
    } catch (PvaException e) {
      assert e.code() == 'PVA-SAE-044'
      return false
    }
  }

  /** The activations of every latent by its plain numbers. */
  private static float[] plain(Dictionary dictionary, Matrix x) {
    int n = dictionary.info().dSae()
    float[] rows = read(x)
    float[] acts = new float[(int) x.rows() * n]
    n.times { latent ->
      LinearLatent plain = dictionary.linear(latent)
      for (int row = 0; row < x.rows(); row++) {
        double value = plain.bias()
        for (int i = 0; i < x.cols(); i++) {
          value += (double) plain.encoder()[i] * rows[row * x.cols() + i]
        }
        acts[row * n + latent] = value > plain.threshold() ? (float) value : 0f
      }
    }
    acts
  }

  private static float[] read(Matrix m) {
    float[] all = new float[(int) m.rows() * m.cols()]
    m.read(0, (int) m.rows(), all, 0)
    all
  }

  private static boolean near(float[] got, float[] want, Map tolerance, boolean sameSupport) {
    assert got.length == want.length
    double scale = Math.max(1, want.collect { Math.abs(it) }.max() / 10)
    for (int i = 0; i < want.length; i++) {
      assert Math.abs(got[i] - want[i]) <= tolerance.atol * scale + tolerance.rtol * Math.abs(want[i])
      // 0f == -0f only as primitives, and reference values hold both
      assert !sameSupport || (Math.abs(got[i]) > 0) == (Math.abs(want[i]) > 0)
    }
    true
  }
}
