package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class SafetensorsFileSpec extends Specification {
  @TempDir Path folder

  def "every type is read as the numbers it stands for"() {
    given:
    def data = ByteBuffer.allocate(8 + 8 + 4 + 4 + 8 + 4 + 2 + 2).order(ByteOrder.LITTLE_ENDIAN)
    data.putDouble(0.1d).putLong(-5_000_000_000L).putFloat(-1.5f).putInt(-7)
    [0x3c00, 0xc000, 0x0001, 0x7bff].each { data.putShort((short) it) } // F16: 1, -2, the smallest, the largest
    [0x3f80, 0xc2f7].each { data.putShort((short) it) } // BF16: 1, -123.5
    data.putShort((short) -300).put((byte) -3).put((byte) 200)
    def header = [F64: [1, 0, 8], I64: [1, 8, 16], F32: [1, 16, 20], I32: [1, 20, 24], F16: [4, 24, 32], BF16: [2, 32, 36], I16: [1, 36, 38], I8: [1, 38, 39], U8: [1, 39, 40]]
        .collect { k, v -> "\"$k\":{\"dtype\":\"$k\",\"shape\":[${v[0]}],\"data_offsets\":[${v[1]},${v[2]}]}" }.join(",")
    def file = open(Bytes.safetensors("{$header}".getBytes(StandardCharsets.UTF_8), data.array()))

    expect:
    file.vector("F64") == [0.1f] as float[]
    file.vector("F32") == [-1.5f] as float[]
    file.vector("F16") == [1f, -2f, (float) Math.pow(2, -24), 65504f] as float[]
    file.vector("BF16") == [1f, -123.5f] as float[]
    file.longs("I64") == [-5_000_000_000L] as long[]
    file.ints("I32") == [-7] as int[]
    file.ints("I16") == [-300] as int[]
    file.ints("I8") == [-3] as int[]
    file.longs("U8") == [200] as long[]
    file.tensors().keySet() as List == ["F64", "I64", "F32", "I32", "F16", "BF16", "I16", "I8", "U8"]
  }

  def "every float16 is the number of its sign, exponent and fraction"() {
    expect:
    (0..0xffff).each {
      int sign = it >> 15, exponent = it >> 10 & 31, fraction = it & 1023
      double value = exponent == 31 ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
          : exponent == 0 ? fraction / 1024d * Math.pow(2, -14) : (1 + fraction / 1024d) * Math.pow(2, exponent - 15)
      assert Float.compare(Reading.half((short) it), (float) (sign == 0 ? value : -value)) == 0 || Double.isNaN(value) && Float.isNaN(Reading.half((short) it))
    }
  }

  def "a matrix is read by rows, and handed out where it lies when it is float32"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int rows = 1 + random.nextInt(50), cols = 1 + random.nextInt(50)
    float[] values = new float[rows * cols]
    values.length.times { values[it] = random.nextFloat() }
    Path path = folder.resolve("m.safetensors")
    new SafetensorsWriter().f32("m", values, rows, cols).write(path)
    int from = random.nextInt(rows), n = random.nextInt(rows - from + 1)

    when:
    def matrix = SafetensorsFile.open(path).matrix("m")
    float[] read = new float[n * cols + 2]
    matrix.read(from, n, read, 2)
    float[] direct = new float[n * cols]
    matrix.direct(from, n).asFloatBuffer().get(direct)

    then:
    matrix.rows() == rows
    matrix.cols() == cols
    Arrays.copyOfRange(read, 2, read.length) == Arrays.copyOfRange(values, from * cols, (from + n) * cols)
    direct == Arrays.copyOfRange(values, from * cols, (from + n) * cols)
    matrix.direct(from, n).readOnly
    and: "the same from memory"
    def inMemory = Matrix.of(values, cols)
    inMemory.direct(from, n).asFloatBuffer() == matrix.direct(from, n).asFloatBuffer()
  }

  def "a tensor beyond 2 GiB is read at both ends and across the borders of its windows"() {
    given: "a sparse file, which takes no room on the disk"
    long rows = 640_000
    int cols = 1024
    long bytes = rows * cols * 4
    byte[] header = "{\"big\":{\"dtype\":\"F32\",\"shape\":[$rows,$cols],\"data_offsets\":[0,$bytes]}}".getBytes(StandardCharsets.UTF_8)
    Path path = folder.resolve("big.safetensors")
    def marks = [0L, (1L << 28) - 1, 1L << 28, (1L << 29) - 1, 1L << 29, rows * cols - 1]
    new RandomAccessFile(path.toFile(), "rw").withCloseable { f ->
      f.write(Bytes.safetensors(header, new byte[0]))
      f.setLength(8 + header.length + bytes)
      marks.eachWithIndex { at, i ->
        f.seek(8 + header.length + at * 4)
        f.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(i + 1).array())
      }
    }
    def big = SafetensorsFile.open(path).matrix("big")
    float[] block = new float[3 * cols]

    expect:
    marks.eachWithIndex { at, i ->
      long row = Math.max(0, Math.min(rows - 3, at.intdiv(cols) - 1))
      big.read(row, 3, block, 0)
      assert block[(int) (at - row * cols)] == i + 1
      assert big.direct(row, 3).asFloatBuffer().get((int) (at - row * cols)) == i + 1
    }
  }

  def "what cannot be read so is refused: #message"() {
    given:
    def file = open(Bytes.safetensors('{"f":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"i":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}}', 32))

    when:
    ask(file)

    then:
    def e = thrown(PvaException)
    e.message == message
    e.code() == code
    e.file().get().fileName.toString() == "t.safetensors"

    where:
    ask                  || code         | message
    ({ it.vector("x") }) || "PVA-ST-020" | "there is no tensor `x`"
    ({ it.vector("i") }) || "PVA-ST-021" | "`i` holds I64, not floating-point numbers"
    ({ it.matrix("i") }) || "PVA-ST-021" | "`i` holds I64, not floating-point numbers"
    ({ it.ints("i") })   || "PVA-ST-021" | "`i` holds I64, not whole numbers of 32 bits"
    ({ it.longs("f") })  || "PVA-ST-021" | "`f` holds F32, not whole numbers"
  }

  def "a missing tensor is answered with those that are there"() {
    when:
    open(Bytes.safetensors('{"f":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4)).info("W_enc")

    then:
    def e = thrown(PvaException)
    e.help() == ["the file holds: f"]
  }

  def "a vector is no matrix"() {
    when:
    open(Bytes.safetensors('{"f":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 8)).matrix("f")

    then:
    def e = thrown(PvaException)
    e.message == "`f` is not a matrix: its shape is [2]"
  }

  def "the first #text of a tensor is found with its index"() {
    given:
    float[] values = new float[200 * 1000]
    values[150 * 1000 + 17] = value
    Path path = folder.resolve("n.safetensors")
    new SafetensorsWriter().f32("W_dec", values, 200, 1000).f32("b", new float[3], 3).write(path)
    def file = SafetensorsFile.open(path)

    when:
    file.checkFinite("b")
    file.checkFinite("W_dec")

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-ST-023"
    e.message == "`W_dec` holds $text at [150, 17]"

    where:
    value                   || text
    Float.NaN               || "NaN"
    Float.POSITIVE_INFINITY || "Inf"
    Float.NEGATIVE_INFINITY || "-Inf"
  }

  private SafetensorsFile open(byte[] content) {
    SafetensorsFile.open(Files.write(folder.resolve("t.safetensors"), content))
  }
}
