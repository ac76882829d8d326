package pva.stats

import java.nio.file.Files
import java.nio.file.Path

import groovy.transform.CompileStatic
import pva.tensor.Matrix
import pva.tensor.NpzFile
import pva.tensor.SafetensorsFile
import pva.tensor.SparseMatrix

import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The embedded study on folds that scikit-learn dealt, against what scikit-learn finds on them (see make_known.py). */
class KnownFoldsSpec extends Specification {
  @Shared @TempDir
  Path folder
  @Shared
  SafetensorsFile known
  @Shared
  Inputs inputs

  def setupSpec() {
    known = SafetensorsFile.open(Files.write(folder.resolve('known.safetensors'), getClass().getResource('known.safetensors').bytes))
    Path sae = Path.of(System.getProperty('pva.checkout'), 'examples/tiny/sae/layer_4/width_1k/average_l0_32/params.npz')
    NpzFile.open(sae).withCloseable { weights ->
      inputs = Inputs.of(1000).withResiduals(4, known.matrix('resid_post.4')).withCategory('kind', numbers('kind'))
          .withLatents(4, latents(known.matrix('resid_post.4'), weights.matrix('W_enc'), weights.vector('b_enc'), weights.vector('threshold')))
    }
  }

  def cleanupSpec() {
    known.close()
  }

  List<String> numbers(String tensor) {
    known.ints(tensor).collect { it as String }
  }

  /** JumpReLU as it is defined, in float64. */
  @CompileStatic
  static SparseMatrix latents(Matrix x, Matrix encoder, float[] bias, float[] threshold) {
    float[] weights = new float[x.cols() * encoder.cols()]
    encoder.read(0, x.cols(), weights, 0)
    float[] row = new float[x.cols()]
    SparseMatrix.Builder builder = SparseMatrix.builder(encoder.cols())
    for (int r = 0; r < x.rows(); r++) {
      x.read(r, 1, row, 0)
      double[] before = new double[encoder.cols()]
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j < before.length; j++) {
          before[j] += (double) row[i] * weights[i * before.length + j]
        }
      }
      for (int j = 0; j < before.length; j++) {
        if (before[j] + bias[j] > threshold[j]) {
          builder.add(j, (float) (before[j] + bias[j]))
        }
      }
      builder.endRow()
    }
    return builder.build()
  }

  /** Nothing tunes: all rows of the other folds select. */
  List<Split> folds(String fold, List<String> groups) {
    int[] of = known.ints(fold)
    return (0..<5).collect { k -> new Split(known.ints('correct').collect { it == 1 } as boolean[], groups, of.collect { it == k ? 2 : 0 } as int[]) }
  }

  static Detector probe(double c) {
    return new Detector('probe', { Inputs seen, SelectRows select, TuneRows tune ->
      Standardised columns = Standardised.of(seen.residuals()[4], select.rows())
      double[] raw = columns.raw(Logistic.fit(columns.x(), select.correct(), c))
      return new Detector.Fitted(new LinearRule('probe', 4, raw[0..<-1] as double[], raw[-1]), 1)
    })
  }

  /** AUROC of all rows pooled, and of pairs within a fold. */
  List<Double> auroc(Detector detector, List<Split> folds) {
    List<Selection> chosen = folds.collect { Selection.of(detector, inputs, it.select(), it.tune()) }
    ScoredRows rows = ScoredRows.of(inputs, chosen, folds*.report())
    return [Placements.of(rows.score(), rows.correct()).auroc(), new RankedRows(rows).auroc((0..<1000).collect { 1 } as int[])]
  }

  List<Double> truth(String detector) {
    return known.metadata()[detector].split(' ').collect { it as double }
  }

  def 'the #name has the AUROC that scikit-learn has on the same folds'() {
    when:
    def (pooled, within) = auroc(detector, folds('fold', (0..<1000).collect { "$it".toString() }))

    then: 'folds of equal sizes have all but as many pairs each'
    Math.abs(pooled - truth(name)[0]) < 1e-9
    Math.abs(within - truth(name)[1]) < 1e-4

    and: 'the figure that examples/tiny/README.md has from an independent program'
    figure == null || Math.abs(pooled - figure) < 5e-4

    where:
    name                  | detector                                  | figure
    'latent'              | Detector.bestLatent(RankBy.COHENS_D, [:]) | 0.540
    'probe'               | probe(0.1)                                | 0.794
    'probe'               | Detector.logistic()                       | 0.794
    'kind'                | Detector.category('kind')                 | 0.806
    'difference of means' | Detector.differenceOfMeans()              | null
  }

  def 'the latents that the folds choose are those of the plain formula'() {
    expect:
    folds('fold', (0..<1000).collect { "$it".toString() }).collect {
      Selection.of(Detector.bestLatent(RankBy.COHENS_D, [:]), inputs, it.select(), it.tune()).rule().latents()[0]
    }.join(' ') == known.metadata()['latents']
  }

  def 'the probe on kinds of task that it never saw has what scikit-learn has, and the latent nothing'() {
    given:
    List<Split> kinds = folds('fold_of_kind', numbers('kind'))

    expect:
    Math.abs(auroc(probe(0.1), kinds)[0] - truth('unseen probe')[0]) < 1e-9
    Math.abs(truth('unseen probe')[0] - 0.629) < 5e-4
    auroc(Detector.bestLatent(RankBy.COHENS_D, [:]), kinds).every { it < 0.51 }
  }
}
