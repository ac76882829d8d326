package pva.sae

import java.nio.file.Path
import pva.base.Progress
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import spock.lang.Specification
import spock.lang.TempDir

/** The k largest, found block by block, are those that sorting everything finds. */
class SelectionSpec extends Specification {
  @TempDir Path folder

  def "#kind over blocks of any size is what sorting gives (#round)"() {
    given: 'halves, so that sums are exact and many scores are equal'
    long seed = System.nanoTime()
    Random random = new Random(seed)
    int d = 1 + random.nextInt(12), k = 1 + random.nextInt(6), width = k * (1 + random.nextInt(20)), rows = 1 + random.nextInt(20)
    Closure<float[]> halves = { int n -> (0..<n).collect { (random.nextInt(9) - 4) / 2f } as float[] }
    float[] x = halves(rows * d), w = halves(d * width), b = halves(width)
    Dictionary made = Dictionaries.open(Made.dictionary(folder, [architecture: 'standard', d_in: d, d_sae: width],
        [W_enc: w, W_dec: halves(width * d), b_enc: b, b_dec: halves(d), threshold: null],
        [W_enc: [d, width] as long[], W_dec: [width, d] as long[], b_enc: [width] as long[], b_dec: [d] as long[]]), Optional.empty())
    Dictionary dictionary = Dictionary.of(made.info(), made.weights(), made.rule().with(new Selection(kind, k)))

    when:
    Encoder.Blocks blocks = new Encoder.Blocks(1 + random.nextInt(12), 1 + random.nextInt(40), 1 << 20)
    Encoder encoder = new Encoder(dictionary, blocks, new DenseProducts(dictionary, Device.pick(DeviceChoice.parse('cpu')), blocks))
    float[] acts = new float[rows * width]
    new DenseLatents(encoder.encode(Matrix.of(x, d), 0f, Progress.NONE)).read(0, rows, acts, 0)

    then: "seed ${seed}"
    acts as List == slow(kind, x, w, b, rows, d, width, k)

    cleanup:
    encoder?.close()
    made?.close()

    where:
    [kind, round] << [[Selection.Kind.TOP, Selection.Kind.TOP_BY_MAGNITUDE, Selection.Kind.GROUP_MAXIMUM], 1..4].combinations()
  }

  /** The obvious way. */
  private static List<Float> slow(Selection.Kind kind, float[] x, float[] w, float[] b, int rows, int d, int width, int k) {
    (0..<rows).collectMany { r ->
      List<Float> pre = (0..<width).collect { l -> (float) (b[l] + (0..<d).sum { i -> x[r * d + i] * w[i * width + l] }) }
      boolean signed = kind == Selection.Kind.TOP_BY_MAGNITUDE
      Closure<Float> score = { int l -> signed ? Math.abs(pre[l]) : Math.max(pre[l], 0f) }
      List<Integer> kept = kind == Selection.Kind.GROUP_MAXIMUM
          ? (0..<width).collate(width.intdiv(k)).collect { group -> group.toSorted { p, q -> score(q) <=> score(p) }.first() }
          : (0..<width).toSorted { p, q -> score(q) <=> score(p) }.take(k)
      (0..<width).collect { l -> l in kept ? (float) (signed ? pre[l] : Math.max(pre[l], 0f)) : 0f }
    }.collect { it == 0 ? 0f : it }
  }
}
