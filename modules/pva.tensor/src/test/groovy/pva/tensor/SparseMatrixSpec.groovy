package pva.tensor

import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class SparseMatrixSpec extends Specification {
  @TempDir Path folder

  def "what is written is read again, and a threshold drops what is at or below it"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int rows = random.nextInt(100), cols = 1 + random.nextInt(300)
    float[][] dense = new float[rows][cols]
    def builder = SparseMatrix.builder(cols)
    rows.times { r ->
      cols.times { c ->
        if (random.nextInt(5) == 0) {
          dense[r][c] = (1 + random.nextInt(8)) / 8f
          builder.add(c, dense[r][c])
        }
      }
      builder.endRow()
    }
    Path path = folder.resolve("latents.safetensors")

    when:
    builder.build().write(path)
    def read = SparseMatrix.read(path)

    then:
    unfolded(read) == dense

    when:
    rows.times { r -> cols.times { c -> if (dense[r][c] <= 0.5f) { dense[r][c] = 0 } } }

    then:
    unfolded(read.aboveThreshold(0.5f)) == dense
  }

  def "matrices stand side by side, and each is there again by its columns"() {
    given:
    def parts = [[[1f, 0f, 2f], [0f, 0f, 3f]], [[0f], [4f]], [[0f, 5f], [0f, 0f]]].collect { dense ->
      def builder = SparseMatrix.builder(dense[0].size())
      dense.each { row ->
        row.eachWithIndex { v, c -> if (v > 0) { builder.add(c, v) } }
        builder.endRow()
      }
      builder.build()
    }

    when:
    def joined = SparseMatrix.sideBySide(parts)

    then:
    unfolded(joined) == [[1, 0, 2, 0, 0, 5], [0, 0, 3, 4, 0, 0]] as float[][]
    [joined.columns(0, 3), joined.columns(3, 4), joined.columns(4, 6)].collect { unfolded(it) } == parts.collect { unfolded(it) }
    unfolded(joined.columns(2, 2)) == new float[2][0]
  }

  def "matrices of other rows do not stand beside each other"() {
    when:
    SparseMatrix.sideBySide([SparseMatrix.builder(1).endRow().build(), SparseMatrix.builder(1).build()])

    then:
    thrown(IllegalArgumentException)
  }

  def "columns come in order and within the width"() {
    when:
    SparseMatrix.builder(4).add(1, 1f).add(col, 1f)

    then:
    thrown(IllegalArgumentException)

    where:
    col << [1, 0, 4, -1]
  }

  def "arrays that contradict each other are refused: #message"() {
    given:
    Path path = folder.resolve("latents.safetensors")
    def w = new SafetensorsWriter().i64("latents.indptr", indptr as long[], indptr.size()).i32("latents.indices", indices as int[], indices.size())
        .f32("latents.values", values as float[], values.size())
    if (cols != null) {
      w.metadata("d_sae", cols)
    }
    w.write(path)

    when:
    SparseMatrix.read(path)

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-ST-030"
    e.message == message
    e.file().get() == path

    where:
    indptr       | indices | values       | cols  || message
    [0, 1]       | [0]     | [1f]         | null  || "the metadata gives no `d_sae`, the number of latents"
    [0, 1]       | [0]     | [1f]         | "-4"  || "`d_sae` is not a number of latents: -4"
    []           | []      | []           | "4"   || "`latents.indptr` does not begin with 0"
    [1, 1]       | [0]     | [1f]         | "4"   || "`latents.indptr` does not begin with 0"
    [0, 2]       | [0]     | [1f]         | "4"   || "`latents.indptr` ends with 2, but there are 1 indices and 1 values"
    [0, 1]       | [0]     | [1f, 2f]     | "4"   || "`latents.indptr` ends with 1, but there are 1 indices and 2 values"
    [0, 2, 1, 2] | [0, 1]  | [1f, 1f]     | "4"   || "`latents.indptr` does not ascend at [2]"
    [0, 9, 2]    | [0, 1]  | [1f, 1f]     | "4"   || "`latents.indptr` does not ascend at [1]"
    [0, 1]       | [4]     | [1f]         | "4"   || "`latents.indices` holds 4 at [0], but there are 4 latents"
    [0, 2]       | [1, 1]  | [1f, 1f]     | "4"   || "`latents.indices` does not ascend within its row at [1]"
    [0, 1]       | [1]     | [0f]         | "4"   || "`latents.values` holds 0.0 at [0]: an activation that is kept is above 0"
    [0, 1]       | [1]     | [Float.NaN]  | "4"   || "`latents.values` holds NaN at [0]: an activation that is kept is above 0"
  }

  def "a file without the arrays is refused with what it holds"() {
    given:
    Path path = folder.resolve("x.safetensors")
    new SafetensorsWriter().metadata("d_sae", "4").f32("acts", [1] as float[], 1, 1).write(path)

    when:
    SparseMatrix.read(path)

    then:
    def e = thrown(PvaException)
    e.message == "there is no tensor `latents.indptr`"
    e.help() == ["the file holds: acts"]
  }

  private static float[][] unfolded(SparseMatrix m) {
    float[][] dense = new float[m.rows()][m.cols()]
    m.rows().times { r ->
      for (int k = (int) m.indptr()[r]; k < m.indptr()[r + 1]; k++) {
        dense[r][m.indices()[k]] = m.values()[k]
      }
    }
    dense
  }
}
