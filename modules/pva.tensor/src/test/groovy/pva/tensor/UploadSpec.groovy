package pva.tensor

import java.nio.ByteBuffer
import java.util.function.ObjLongConsumer
import spock.lang.Specification

class UploadSpec extends Specification {
  def "what comes to a device is what was filled in on the host, whether its memory is #memory"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    int n = 1 + random.nextInt(5000)
    int piece = 4 * (1 + random.nextInt(2 * n))
    float[] values = (0..<n).collect { random.nextGaussian() as float } as float[]
    def device = Device.pick(new DeviceChoice.Auto())
    def upload = new Upload(device, locked)
    def source = { ByteBuffer into, long at -> into.asFloatBuffer().put(values, (int) (at / 4), (int) (into.remaining() / 4)) } as ObjLongConsumer

    expect:
    try (Scope s = Scope.on(device)) {
      def sent = upload.send(s, DType.F32, DType.F32, 4 * n, piece, source, n)
      assert sent.shape() == [n] as long[]
      assert sent.floats() == values
      assert s.held() == 1
    }

    and: 'where there is no GPU, page-locked memory is refused once and not asked for again'
    upload.locked() == (locked && device.gpu())

    where:
    memory        | locked
    'page-locked' | true
    'plain'       | false
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
