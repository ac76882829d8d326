package pva.sae

import java.nio.file.Path
import pva.base.PvaException
import pva.base.Progress
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SparseMatrix
import groovy.transform.CompileStatic
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class ScreenedProductsSpec extends Specification {
  static final Device CPU = Device.pick(DeviceChoice.parse('cpu'))

  @Shared long seed = Long.getLong('pva.seed', System.nanoTime())

  @TempDir Path folder

  def setupSpec() {
    println "seed ${seed} (replay with -Dpva.seed=${seed})"
  }

  def "of vectors of length #scale that share a direction, just those fire that do in float64, with its values rounded once (#round)"() {
    given: 'each threshold at the second largest pre-activation, so that one row fires and another fails by nothing'
    Random random = new Random(seed + round)
    int d = 1 + random.nextInt(100), width = 1 + random.nextInt(60), rows = 100 + random.nextInt(100)
    float[] shared = gaussian(random, d, 3)
    float[] x = gaussian(random, rows * d, 1)
    (0..<x.length).each { x[it] = (float) (scale * (x[it] + shared[it % d])) }
    float[] w = gaussian(random, d * width, Math.sqrt(1 / d)), b = gaussian(random, width, scale)
    float[] pre = products(x, w, b, rows, d, width)
    float[] t = (0..<width).collect { l -> (0..<rows).collect { pre[it * width + l] }.sort()[-2] } as float[]
    Dictionary dictionary = dictionary(d, width, w, b, t)

    when:
    Encoder.Blocks blocks = new Encoder.Blocks(100 + random.nextInt(80), 1 + random.nextInt(80), 1 << 20)
    ScreenedProducts products = new ScreenedProducts(dictionary, CPU, blocks, 1)
    Encoder encoder = new Encoder(dictionary, blocks, products)
    float[] acts = dense(encoder.encode(Matrix.of(x, d), 0f, Progress.NONE))
    List<Integer> wrong = (0..<acts.length).findAll { acts[it] != (pre[it] > Math.max(t[it % width], 0f) ? pre[it] : 0f) }

    then: "seed ${seed}"
    !products.usedDense()
    wrong.empty

    cleanup:
    encoder?.close()
    dictionary?.close()

    where:
    [scale, round] << [[1e-6d, 1d, 1e4d], 1..3].combinations()
  }

  /** In float64, rounded once. */
  @CompileStatic
  private static float[] products(float[] x, float[] w, float[] b, int rows, int d, int width) {
    float[] pre = new float[rows * width]
    for (int r = 0; r < rows; r++) {
      for (int l = 0; l < width; l++) {
        double sum = b[l]
        for (int i = 0; i < d; i++) {
          sum += (double) x[r * d + i] * (double) w[i * width + l]
        }
        pre[r * width + l] = (float) sum
      }
    }
    pre
  }

  def "where most latents fire all is computed, and comes out as if nothing had been screened"() {
    given:
    Random random = new Random(seed)
    float[] x = gaussian(random, 50 * 64, 1), w = gaussian(random, 64 * 300, 0.1), b = gaussian(random, 300, 1)
    Dictionary dictionary = dictionary(64, 300, w, b, new float[300])

    when:
    ScreenedProducts screened = new ScreenedProducts(dictionary, CPU, Encoder.Blocks.SCREENED)
    List<float[]> both = [screened, new DenseProducts(dictionary, CPU, Encoder.Blocks.DENSE)].collect {
      new Encoder(dictionary, Encoder.Blocks.DENSE, it).withCloseable { Encoder e -> dense(e.encode(Matrix.of(x, 64), 0f, Progress.NONE)) }
    }
    boolean equal = Arrays.equals(both[0], both[1])

    then: "seed ${seed}"
    equal
    screened.usedDense()

    cleanup:
    dictionary?.close()
  }

  def "a latent whose score and value are its product in other units comes out as if nothing had been screened"() {
    given: 'halves and powers of two, so that sums are exact and a score can equal its threshold'
    Random random = new Random(seed)
    Closure<float[]> halves = { int n -> (0..<n).collect { (random.nextInt(9) - 4) / 2f } as float[] }
    float[] x = halves(150 * 20)
    Dictionary made = dictionary(20, 90, halves(20 * 90), halves(90), (0..<90).collect { random.nextInt(9) + 10f } as float[])
    double[] units = (0..<90).collect { Math.pow(2, random.nextInt(5) - 2) } as double[]
    LatentTerms terms = made.terms().inUnitsOf(units)
    LatentTerms.Source source = { terms }
    Dictionary scaled = Dictionary.of(made.info(), made.weights(), Rule.JUMP_RELU.with(source))

    when:
    ScreenedProducts screened = new ScreenedProducts(scaled, CPU, new Encoder.Blocks(70, 40, 1 << 20), 1)
    List<float[]> both = [screened, new DenseProducts(scaled, CPU, Encoder.Blocks.DENSE)].collect {
      new Encoder(scaled, Encoder.Blocks.DENSE, it).withCloseable { Encoder e -> dense(e.encode(Matrix.of(x, 20), 12f, Progress.NONE)) }
    }
    boolean equal = Arrays.equals(both[0], both[1])

    then: "seed ${seed}"
    equal
    (both[0] as List).any { it > 12 }
    !screened.usedDense()

    cleanup:
    made?.close()
  }

  def "#what is an error, not a silent latent"() {
    given:
    Dictionary dictionary = Dictionaries.opened(Made.dictionary(folder, [:], [W_enc: weights as float[]]), Optional.empty())

    when:
    new Encoder(dictionary, Encoder.Blocks.SCREENED, new ScreenedProducts(dictionary, CPU, Encoder.Blocks.SCREENED))
        .encode(Matrix.of([9f, 9f, 9f] as float[], 3), 0f, Progress.NONE)

    then:
    PvaException e = thrown()
    e.message == message

    cleanup:
    dictionary?.close()

    where:
    what                                | weights                       || message
    'a weight that is no number'        | [0f] * 7 + [Float.NaN] * 5    || '`W_enc` holds NaN at [1, 3]'
    'a sum that is too large'           | [3e38f] * 12                  || 'pre-activations are too large for float32'
  }

  private Dictionary dictionary(int d, int width, float[] w, float[] b, float[] t) {
    Dictionaries.open(Made.dictionary(folder, [d_in: d, d_sae: width], [W_enc: w, W_dec: new float[width * d], b_enc: b, b_dec: new float[d], threshold: t],
        [W_enc: [d, width] as long[], W_dec: [width, d] as long[], b_enc: [width] as long[], b_dec: [d] as long[], threshold: [width] as long[]]), Optional.empty())
  }

  private static float[] gaussian(Random random, int n, double scale) {
    (0..<n).collect { (float) (scale * random.nextGaussian()) } as float[]
  }

  private static float[] dense(SparseMatrix latents) {
    float[] all = new float[latents.rows() * latents.cols()]
    new DenseLatents(latents).read(0, latents.rows(), all, 0)
    all
  }
}
