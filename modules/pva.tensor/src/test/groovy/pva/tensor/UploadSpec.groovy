package pva.tensor

import java.nio.ByteBuffer
import java.util.function.ObjLongConsumer
import spock.lang.Specification

class UploadSpec extends Specification {
  def "#type that come to a device are those that were filled in on the host, whether its memory is #memory"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    int n = 1 + random.nextInt(5000)
    int piece = type.bytes() * (1 + random.nextInt(2 * n))
    float[] values = (0..<n).collect { random.nextInt(2000) - 1000 } as float[]
    def device = Device.pick(new DeviceChoice.Auto())
    def upload = new Upload(device, locked)
    def source = { ByteBuffer into, long at ->
      (at.intdiv(type.bytes())..<(at + into.remaining()).intdiv(type.bytes())).each { put(into, values[it as int]) }
    } as ObjLongConsumer

    expect:
    try (Scope s = Scope.on(device)) {
      def sent = upload.send(s, type, type, type.bytes() * n, piece, source, n)
      assert sent.shape() == [n] as long[]
      assert sent.floats() == values
      assert s.held() == 1
    }

    and: 'where there is no GPU, page-locked memory is refused once and not asked for again'
    upload.locked() == (locked && device.gpu())

    where:
    type      | put                                 | memory        | locked
    DType.F32 | { b, v -> b.putFloat(v) }           | 'page-locked' | true
    DType.F32 | { b, v -> b.putFloat(v) }           | 'plain'       | false
    DType.F64 | { b, v -> b.putDouble(v) }          | 'page-locked' | true
    DType.I64 | { b, v -> b.putLong((long) v) }     | 'page-locked' | true
  }

  def "an upload is filled piece by piece, each where the last one ended"() {
    given:
    def upload = new Upload(Device.pick(new DeviceChoice.Cpu()), false)
    def asked = []
    def source = { ByteBuffer into, long at -> asked << [at, into.remaining()] } as ObjLongConsumer

    when:
    Scope.on(Device.pick(new DeviceChoice.Cpu())).withCloseable { upload.send(it, DType.F64, DType.BF16, 80, 24, source, 2, 5) }

    then:
    asked == [[0, 24], [24, 24], [48, 24], [72, 8]]
  }
}
