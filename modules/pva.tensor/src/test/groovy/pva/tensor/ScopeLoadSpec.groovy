package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class ScopeLoadSpec extends Specification {
  @TempDir Path folder

  def "#stored of a file is computed as #compute, at once or in pieces of #piece bytes"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int rows = 1 + random.nextInt(20), cols = 1 + random.nextInt(20)
    byte[] data = new byte[rows * cols * stored.bytes()]
    def buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN)
    (rows * cols).times {
      float v = (random.nextInt(255) - 127) / 8f // exact in every type
      switch (stored) {
        case DType.F64: buffer.putDouble(v); break
        case DType.F32: buffer.putFloat(v); break
        case DType.BF16: buffer.putShort((short) (Float.floatToIntBits(v) >>> 16)); break
        case DType.F16: buffer.putShort(half(v)); break
      }
    }
    // a header of odd length, so that the numbers lie at no multiple of their size
    String header = "{\"w\":{\"dtype\":\"$stored\",\"shape\":[$rows,$cols],\"data_offsets\":[0,${data.length}]}}"
    header += " " * (header.length() % 2 == 0 ? 1 : 0)
    def file = SafetensorsFile.open(Files.write(folder.resolve("w.safetensors"), Bytes.safetensors(header.getBytes(StandardCharsets.UTF_8), data)))

    expect:
    try (Scope s = Scope.on(Device.pick(new DeviceChoice.Cpu()))) {
      def w = s.load(file, "w", compute, piece)
      assert w.shape() == [rows, cols] as long[]
      assert w.floats() == file.vector("w")
      assert s.held() == 1
    }

    where:
    [stored, compute, piece] << [[DType.F64, DType.F32, DType.BF16, DType.F16], [DType.F32, DType.BF16], [1 << 30, 64]].combinations()
  }

  def "rows of a matrix are the same on mapped pages, copied, in memory, and in another type: #how"() {
    given: 'names of many lengths, so that arrays begin at every place'
    float[] values = (0..<21).collect { it / 4f } as float[]
    byte[] content = Npz.npy(type, '(7, 3)', type == "'<f4'" ? Npz.floats(values) : Npz.doubles(values as double[]))

    expect:
    (1..8).each { n ->
      def file = NpzFile.open(new Npz().stored('w' * n + '.npy', content).write(folder.resolve("${n}.npz")))
      try (Scope s = Scope.on(Device.pick(new DeviceChoice.Cpu()))) {
        assert s.f32(file.matrix('w' * n), from, rows).floats() == values[3 * from..<3 * (from + rows)] as float[]
        assert s.f32(Matrix.of(values, 3), from, rows).floats() == values[3 * from..<3 * (from + rows)] as float[]
        assert s.copied(file, 'w' * n, DType.F32).floats() == values
      }
      file.close()
    }

    where:
    how             | type    | from | rows
    'all, float32'  | "'<f4'" | 0    | 7
    'some, float32' | "'<f4'" | 2    | 3
    'all, float64'  | "'<f8'" | 0    | 7
    'some, float64' | "'<f8'" | 2    | 3
  }

  def "a matrix cut by columns holds its columns"() {
    given:
    float[] values = (0..<21).collect { it / 4f } as float[]
    def file = NpzFile.open(new Npz().stored('w.npy', Npz.npy("'<f4'", '(3, 7)', Npz.floats(values))).write(folder.resolve('w.npz')))

    expect:
    Scope.on(Device.pick(new DeviceChoice.Cpu())).withCloseable { s ->
      [file.matrix('w'), Matrix.of(values, 7)].each { matrix ->
        def parts = s.byColumns(matrix, 3)
        assert parts*.shape()*.toList() == [[3L, 3L], [3L, 3L], [3L, 1L]]
        assert parts[1].floats() == [3, 4, 5, 10, 11, 12, 17, 18, 19].collect { it / 4f } as float[]
        assert parts[2].floats() == [6, 13, 20].collect { it / 4f } as float[]
      }
      true
    }

    cleanup:
    file.close()
  }

  def "a damaged array is found while it is copied, at once or piece by piece"() {
    given:
    byte[] npz = new Npz().stored('w.npy', Npz.npy("'<f4'", '(7, 3)', Npz.floats(new float[21]))).toBytes()
    npz[150] = 1
    def file = NpzFile.open(Files.write(folder.resolve('w.npz'), npz))

    when:
    Scope.on(Device.pick(new DeviceChoice.Cpu())).withCloseable { how == 'at once' ? it.copied(file, 'w', DType.F32) : it.load(file, 'w', DType.BF16, 12) }

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-NPZ-007'
    e.message == 'w.npy is damaged: its CRC is not the recorded one'

    cleanup:
    file?.close()

    where:
    how << ['at once', 'in pieces']
  }

  def "a file that was closed and forgotten leaves its tensors whole"() {
    given:
    Path path = folder.resolve("w.safetensors")
    float[] values = (0..<10_000).collect { it as float } as float[]
    new SafetensorsWriter().f32("w", values, 100, 100).write(path)
    Scope s = Scope.on(Device.pick(new DeviceChoice.Cpu()))

    when:
    def w = SafetensorsFile.open(path).withCloseable { s.load(it, "w", DType.F32) }
    Files.delete(path)
    5.times {
      System.gc()
      Thread.sleep(20)
    }

    then:
    w.floats() == values

    cleanup:
    s.close()
  }

  /** float16 of a number that it holds exactly. */
  private static short half(float v) {
    int bits = Float.floatToIntBits(v)
    v == 0 ? 0 : (short) (bits >>> 16 & 0x8000 | ((bits >>> 23 & 0xff) - 112) << 10 | bits >>> 13 & 0x3ff)
  }
}
