package pva.stats

import java.nio.file.Files
import java.nio.file.Path

import org.nd4j.linalg.factory.Nd4j

import pva.base.PvaException

import spock.lang.Specification
import spock.lang.TempDir

class DenseSpec extends Specification {
  @TempDir
  Path folder

  def "products are those of plain loops, seed #seed"() {
    given: 'two matrices with as many columns, and a vector for each side'
    def random = new Random(seed)
    def (n, m, d) = [1 + random.nextInt(20), 1 + random.nextInt(20), 1 + random.nextInt(70)]
    double[][] a = matrix(random, n, d)
    double[][] b = matrix(random, m, d)
    double[][] c = matrix(random, n, m)
    double[] x = matrix(random, 1, d)[0]
    double[] y = matrix(random, 1, n)[0]

    when:
    def dense = Dense.of(a)
    def (byRows, byColumns) = [dense.timesTransposed(Dense.of(b)), dense.transposedTimes(Dense.of(c))]

    then:
    (0..<n).every { i -> (0..<m).every { j -> near(byRows[i][j], (0..<d).sum { a[i][it] * b[j][it] }) } }
    (0..<d).every { i -> (0..<m).every { j -> near(byColumns[i][j], (0..<n).sum { a[it][i] * c[it][j] }) } }
    (0..<n).every { i -> near(dense.times(x)[i], (0..<d).sum { a[i][it] * x[it] }) }
    (0..<d).every { j -> near(dense.transposedTimes(y)[j], (0..<n).sum { a[it][j] * y[it] }) }

    where:
    seed << (System.getProperty('pva.seed') ? [Long.parseLong(System.getProperty('pva.seed'))] : [1L, 2L, System.nanoTime()])
  }

  def "a positive definite matrix times what was solved is what was asked for, from its lower triangle alone"() {
    given:
    def random = new Random(5)
    double[][] root = matrix(random, 12, 60)
    double[][] a = Dense.of(root).with { it.timesTransposed(it) }
    double[][] b = matrix(random, 3, 12)
    double[][] lower = (0..<12).collect { i -> (0..<12).collect { j -> j <= i ? a[i][j] : Double.NaN } as double[] } as double[][]

    when:
    double[][] x = PositiveDefinite.solve(lower, b)

    then:
    (0..<3).every { k -> (0..<12).every { i -> Math.abs((0..<12).sum { a[i][it] * x[k][it] } - b[k][i]) < 1e-10 } }
  }

  def "a matrix that is not positive definite is refused with the pivot that says so"() {
    when:
    PositiveDefinite.solve([[4, 0, 0], [2, 1, 0], [0, 0, 3]] as double[][], [1, 1, 1] as double[])

    then:
    def e = thrown(ArithmeticException)
    e.message == 'pivot 1 is not above 0: the matrix is not positive definite'
  }

  def "one thread computes, so a product has the same bytes on every number of them"() {
    given:
    double[][] x = matrix(new Random(9), 130, 700)

    when:
    def once = Dense.of(x).with { it.timesTransposed(it) }
    def again = Dense.of(x).with { it.timesTransposed(it) }

    then:
    Nd4j.getNDArrayFactory().blas().getMaxThreads() == 1
    (0..<130).every { Arrays.equals(once[it], again[it]) }
  }

  def "libraries that are not there are named: '#named'"() {
    when:
    Backend.folder(named)

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-STAT-010'
    e.message == message
    e.help() == ['build again (mvn verify unpacks them), or set ND4J_LIBRARY_PATH to a folder that holds libnd4jcpu.so']

    where:
    named             | message
    ''                | 'the native libraries of the linear algebra are not named'
    '/no/such/folder' | 'the native libraries of the linear algebra are not in /no/such/folder'
  }

  def "what it derives from its libraries lies beside them, in a folder that cannot be written in the cache"() {
    given:
    Path home = Files.createDirectories(folder.resolve('native/nd4j'))

    expect:
    Backend.links(home, Path.of('/cache')) == home.parent
    Backend.links(Path.of('/no/such/nd4j'), Path.of('/cache')) == Path.of('/cache/native')
    Files.exists(Path.of(System.getProperty('ND4J_LIBRARY_PATH'), 'libopenblas_nolapack.so.0'))
  }

  private static boolean near(double got, double want) {
    Math.abs(got - want) <= 1e-11
  }

  private static double[][] matrix(Random random, int rows, int cols) {
    (0..<rows).collect { (0..<cols).collect { random.nextGaussian() } as double[] } as double[][]
  }
}
