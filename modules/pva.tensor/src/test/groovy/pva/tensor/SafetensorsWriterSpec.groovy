package pva.tensor

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class SafetensorsWriterSpec extends Specification {
  @TempDir Path folder

  def "a file holds what was added, wide elements first, and begins its data at a multiple of 8"() {
    given:
    Path path = folder.resolve("new/w.safetensors")

    when:
    new SafetensorsWriter().metadata("d_sae", "9").i32("row", [1, -2, 3] as int[], 3).f32("x", Matrix.of([1, 2, 3, 4] as float[], 2))
        .i64("ptr", [0, 1L << 40] as long[], 2).write(path)

    then:
    byte[] bytes = Files.readAllBytes(path)
    String header = new String(bytes, 8, bytes[0] & 0xff, StandardCharsets.UTF_8)
    header.trim() == '{"__metadata__":{"d_sae":"9"},"ptr":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},' +
        '"row":{"dtype":"I32","shape":[3],"data_offsets":[16,28]},"x":{"dtype":"F32","shape":[2,2],"data_offsets":[28,44]}}'
    header.length() % 8 == 0
    def file = SafetensorsFile.open(path)
    file.longs("ptr") == [0, 1L << 40] as long[]
    file.ints("row") == [1, -2, 3] as int[]
    file.vector("x") == [1, 2, 3, 4] as float[]
    file.metadata() == [d_sae: "9"]
  }

  def "the order of adding does not change the bytes"() {
    given:
    def add = [{ it.f32("a", [1] as float[], 1) }, { it.i64("b", [2] as long[], 1) }, { it.metadata("k", "v") }, { it.metadata("j", "w") }]

    when:
    def files = [add, add.reverse()].withIndex().collect { steps, i ->
      def w = new SafetensorsWriter()
      steps.each { it(w) }
      Path path = folder.resolve("f$i")
      w.write(path)
      Files.readAllBytes(path)
    }

    then:
    files[0] == files[1]
  }

  def "a matrix of any shape is streamed, also one without rows"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int rows = random.nextInt(4) == 0 ? 0 : random.nextInt(400), cols = 1 + random.nextInt(700)
    float[] values = new float[rows * cols]
    values.length.times { values[it] = random.nextFloat() }
    Path path = folder.resolve("s.safetensors")

    when:
    new SafetensorsWriter().f32("m", Matrix.of(values, cols)).write(path)

    then:
    def file = SafetensorsFile.open(path)
    file.info("m").shape() == [rows as long, cols as long]
    file.vector("m") == values
  }

  def "a failure while writing leaves nothing behind"() {
    given:
    def broken = new Matrix() {
      long rows() { 3 }
      int cols() { 2 }
      void read(long from, int n, float[] into, int at) { throw PvaException.failed("PVA-X", "gone") }
    }

    when:
    new SafetensorsWriter().f32("m", broken).write(folder.resolve("x"))

    then:
    thrown(PvaException)
    Files.list(folder).withCloseable { it.toList() } == []
  }
}
