package pva.sae

import java.nio.file.Path
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SafetensorsFile
import pva.tensor.SafetensorsWriter
import pva.tensor.SparseMatrix
import spock.lang.Specification
import spock.lang.TempDir

class EncoderSpec extends Specification {
  static final Device CPU = Device.pick(DeviceChoice.parse('cpu'))

  @TempDir Path folder

  def "#way: blocks of any size, stored either way round, give what three loops give (#round)"() {
    given: 'whole numbers and halves, so that float32 sums are exact and a pre-activation can equal its threshold'
    long seed = System.nanoTime()
    Random random = new Random(seed)
    int d = 1 + random.nextInt(40), width = 1 + random.nextInt(90), rows = 1 + random.nextInt(30)
    Closure<float[]> halves = { int n -> (0..<n).collect { (random.nextInt(9) - 4) / 2f } as float[] }
    float[] x = halves(rows * d), w = halves(d * width), v = halves(width * d), b = halves(width), t = halves(width)
    Dictionary made = Dictionaries.open(Made.dictionary(folder, [d_in: d, d_sae: width],
        [W_enc: w, W_dec: v, b_enc: b, b_dec: halves(d), threshold: t],
        [W_enc: [d, width] as long[], W_dec: [width, d] as long[], b_enc: [width] as long[], b_dec: [d] as long[], threshold: [width] as long[]]), Optional.empty())
    Dictionary dictionary = random.nextBoolean() ? made : turned(made, w, d, width)

    when:
    Encoder.Blocks blocks = new Encoder.Blocks(1 + random.nextInt(12), 1 + random.nextInt(40), 4L * width * (1 + random.nextInt(d)))
    Encoder encoder = new Encoder(dictionary, blocks, way == 'dense' ? new DenseProducts(dictionary, CPU, blocks)
        : new ScreenedProducts(dictionary, CPU, blocks))
    SparseMatrix latents = encoder.encode(Matrix.of(x, d), 0.5f, Progress.NONE)

    then: "seed ${seed}"
    dense(latents) == slow(x, w, b, t, rows, d, width, 0.5f)

    cleanup:
    encoder?.close()
    dictionary?.close()
    made?.close()

    where:
    [way, round] << [['dense', 'screened'], 1..8].combinations()
  }

  /** The same dictionary with latents for the rows of its encoder, as torch's linear layers have them. */
  private Dictionary turned(Dictionary made, float[] w, int d, int width) {
    Path file = folder.resolve('turned.safetensors')
    SafetensorsWriter writer = new SafetensorsWriter()
    made.weights().names().each { if (it != 'W_enc') writer.f32(it, made.weights().file().vector(it), made.weights().file().info(it).shape() as long[]) }
    writer.f32('W_enc', (0..<width * d).collect { w[(it % d) * width + it.intdiv(d)] } as float[], [width, d] as long[])
    writer.write(file)
    Dictionary.of(made.info(), new Weights(SafetensorsFile.open(file), Weights.Stored.turned('W_enc'), Weights.Stored.plain('W_dec'), 'b_enc', 'b_dec')
        .with('threshold'), made.rule())
  }

  /** The obvious way. */
  private static List<Float> slow(float[] x, float[] w, float[] b, float[] t, int rows, int d, int width, float cut) {
    List<Float> acts = []
    for (int r = 0; r < rows; r++) {
      for (int l = 0; l < width; l++) {
        float pre = b[l]
        for (int i = 0; i < d; i++) {
          pre += x[r * d + i] * w[i * width + l]
        }
        float act = pre > t[l] ? Math.max(pre, 0f) : 0f
        acts << (act > cut ? act : 0f)
      }
    }
    acts
  }

  private static List<Float> dense(SparseMatrix latents) {
    float[] all = new float[latents.rows() * latents.cols()]
    new DenseLatents(latents).read(0, latents.rows(), all, 0)
    all as List
  }

  def "the embedded dictionary of layer #layer gives the reference latents"() {
    given:
    Path tiny = Path.of(System.getProperty('pva.checkout'), 'examples/tiny')
    SafetensorsFile expected = SafetensorsFile.open(tiny.resolve('expected/reference.safetensors'))
    Dictionary dictionary = Dictionaries.open(Dictionaries.locate(tiny.resolve('sae'), layer, OptionalInt.of(1024), OptionalInt.empty(),
        Progress.NONE), Optional.empty())
    Encoder encoder = dictionary.encoder(CPU)

    when:
    List<Float> acts = dense(encoder.encode(expected.matrix("layer_${layer}.resid_post.final_token"), 0.05f, Progress.NONE))
    float[] want = expected.vector("layer_${layer}.sae_acts_cut_0_05.final_token")

    then:
    (0..<want.length).every { (acts[it] != 0f) == (want[it] != 0f) && Math.abs(acts[it] - want[it]) <= 1e-4 }

    cleanup:
    encoder?.close()
    dictionary?.close()
    expected?.close()

    where:
    layer << [4, 5]
  }

  def "activations of another length are refused with both lengths"() {
    given:
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder), Optional.empty())

    when:
    dictionary.encoder(CPU).encode(Matrix.of([1f, 2f] as float[], 2), 0f, Progress.NONE)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-010'
    e.message == 'the dictionary reads vectors of 3 numbers, the activations have 2'
  }

  def "activations that are no numbers are refused with their place"() {
    given:
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder), Optional.empty())

    when:
    dictionary.encoder(CPU).encode(Matrix.of([1f, 2f, 3f, 4f, Float.NaN, 6f] as float[], 3), 0f, Progress.NONE)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-011'
    e.message == 'the activations hold NaN at [1, 1]'
  }

  def "a weight that is no number is found while encoding too, where opening did not look"() {
    given:
    float[] w = Made.ramp(12)
    w[7] = Float.NaN
    Dictionary dictionary = Dictionaries.opened(Made.dictionary(folder, [:], [W_enc: w]), Optional.empty())

    when:
    dictionary.encoder(CPU).encode(Matrix.of([1f, 2f, 3f] as float[], 3), 0f, Progress.NONE)

    then:
    PvaException e = thrown()
    e.message == '`W_enc` holds NaN at [1, 3]'
    e.file().get().fileName.toString() == 'sae_weights.safetensors'
  }

  def "sums too large for float32 are an error, not a silent latent"() {
    given:
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder, [:], [W_enc: ([3e38f] * 12) as float[]]), Optional.empty())

    when:
    dictionary.encoder(CPU).encode(Matrix.of([9f, 9f, 9f] as float[], 3), 0f, Progress.NONE)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-012'
  }
}
