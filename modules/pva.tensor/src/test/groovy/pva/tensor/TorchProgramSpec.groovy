package pva.tensor

import ai.djl.pytorch.jni.JniUtils
import pva.base.PvaException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class TorchProgramSpec extends Specification {
  static final String SOURCE = '''class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def linear(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    return torch.linear(x, w, None)
  def packed(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    p = ops.mkldnn._reorder_linear_weight(w, 512)
    return ops.mkldnn._linear_pointwise(x, p, None, "none", annotate(List[Optional[number]], []), "")
  def both(self: __torch__.M, x: List[Tensor], scale: float) -> List[Tensor]:
    return [torch.mul(x[0], scale), torch.add(x[0], x[1])]
  def turned(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.t(x)
  def room(self: __torch__.M, like: Tensor, n: int) -> Tensor:
    return torch.zeros([n], dtype=6, layout=None, device=like.device, pin_memory=None)
  def above(self: __torch__.M, x: Tensor, limit: float) -> Tensor:
    return torch.gt(x, limit)
'''

  @Shared Device cpu = Device.pick(new DeviceChoice.Cpu())
  @Shared @AutoCleanup TorchProgram program = TorchProgram.compile(cpu, SOURCE)

  def "a linear layer equals the obvious loop, in float32 and with bfloat16 weights"() {
    given:
    long seed = System.nanoTime()
    println "seed $seed"
    def random = new Random(seed)
    int n = 1 + random.nextInt(9), d = 1 + random.nextInt(70), m = 1 + random.nextInt(40)
    float[] x = floats(random, n * d, dtype), w = floats(random, m * d, dtype)

    when:
    float[] y
    try (Scope s = Scope.on(cpu)) {
      def a = tensor(s, dtype, x, n, d)
      def b = tensor(s, dtype, w, m, d)
      def out = program.call(s, "linear", a, b)
      assert out.shape() == [n, m] as long[]
      y = out.floats()
    }

    then:
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double sum = 0, size = 0
        for (int k = 0; k < d; k++) {
          sum += (double) x[i * d + k] * w[j * d + k]
          size += Math.abs((double) x[i * d + k] * w[j * d + k])
        }
        assert Math.abs(y[i * m + j] - sum) <= tolerance * size
      }
    }

    where:
    dtype      || tolerance
    DType.F32  || 1e-6
    DType.BF16 || 0.004
  }

  def "the product of #rows rows and packed weights in #dtype has the same bytes on one, two and three threads"() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed"
    def random = new Random(seed)
    float[] x = floats(random, rows * 576, dtype), w = floats(random, 1536 * 576, dtype)
    int threads = JniUtils.numThreads

    when:
    def products = [1, 2, 3].collect { n ->
      JniUtils.numThreads = n
      try (Scope s = Scope.on(cpu)) {
        program.call(s, "packed", tensor(s, dtype, x, rows, 576), tensor(s, dtype, w, 1536, 576)).floats()
      }
    }

    then:
    Arrays.equals(products[0], products[1])
    Arrays.equals(products[0], products[2])

    cleanup:
    JniUtils.numThreads = threads

    where:
    [rows, dtype] << [[1, 16, 300], [DType.F32, DType.BF16]].combinations()
  }

  def "lists go in and come out, and a list made once serves many calls"() {
    expect:
    try (Scope s = Scope.on(cpu)) {
      try (TensorList list = TensorList.of([s.f32([1, 2, 3] as float[], 3), s.f32([10, 20, 30] as float[], 3)])) {
        3.times {
          def out = program.callList(s, "both", list, 2.0d)
          assert out*.floats() == [[2, 4, 6] as float[], [11, 22, 33] as float[]]
        }
      }
    }
  }

  def "a view is copied to the host in row-major order, and truth values as numbers"() {
    expect:
    try (Scope s = Scope.on(cpu)) {
      def x = s.f32([1, 2, 3, 4, 5, 6] as float[], 2, 3)
      assert program.call(s, "turned", x).floats() == [1, 4, 2, 5, 3, 6] as float[]
      assert program.call(s, "above", x, 3.5f).longs() == [0, 0, 0, 1, 1, 1] as long[]
      assert s.i64([7, -8] as long[], 2).longs() == [7, -8] as long[]
      assert s.f32(new float[0], 0, 3).floats().length == 0
    }
  }

  def "values that do not fill a shape are refused"() {
    when:
    try (Scope s = Scope.on(cpu)) {
      s.f32(new float[5], 2, 3)
    }

    then:
    thrown(IllegalArgumentException)
  }

  def "a scope owns what is made in it and frees it, and a tensor can be handed on before"() {
    given:
    Scope outer = Scope.on(cpu)
    DeviceTensor kept = null

    when:
    100.times {
      try (Scope s = outer.child()) {
        def x = s.f32(new float[1000], 10, 100)
        def y = program.call(s, "turned", x)
        y.floats()
        if (kept == null) {
          kept = y.moveTo(outer)
        }
      }
    }

    then:
    outer.held() == 1
    kept.floats().length == 1000

    when:
    kept.close()

    then:
    outer.held() == 0

    cleanup:
    outer.close()
  }

  def "native memory does not grow over repeated calls"() {
    given:
    float[] values = new float[1 << 20] // one for all steps: the heap may grow as it likes, and is resident too
    def step = {
      try (Scope s = Scope.on(cpu)) {
        def x = s.f32(values, 1024, 1024)
        program.call(s, "linear", x, x)
      }
    }
    10.times { step() }
    long before = resident()

    when:
    60.times { step() }

    then:
    // 60 leaked results of 4 MiB would be 240 MiB
    resident() - before < 120L << 20
  }

  def "a refusal of the engine names the method and the reason"() {
    when:
    try (Scope s = Scope.on(cpu)) {
      program.call(s, "linear", s.f32(new float[6], 2, 3), s.f32(new float[8], 2, 4))
    }

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-005"
    e.message == "`linear` failed on the device: RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x2)"
  }

  def "memory that is not there is told as such"() {
    when:
    try (Scope s = Scope.on(cpu)) {
      program.call(s, "room", s.f32([1] as float[], 1), 1L << 50)
    }

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-006"
    e.message == "the device has not enough memory for `room`"
    e.help() == ["use bfloat16, a smaller batch, or another device"]
  }

  def "a program that does not compile is refused"() {
    when:
    TorchProgram.compile(cpu, SOURCE + "  def broken(self: __torch__.M) -> Tensor:\n    return torch.no_such_thing(1)\n")

    then:
    def e = thrown(PvaException)
    e.code() == "PVA-DEV-004"
    e.message.startsWith("a tensor program does not compile: ")
    e.message.contains("no_such_thing")
  }

  private static float[] floats(Random random, int n, DType dtype) {
    float[] v = new float[n]
    for (int i = 0; i < n; i++) {
      float f = (float) random.nextGaussian()
      v[i] = dtype == DType.F32 ? f : Float.intBitsToFloat(Float.floatToIntBits(f) & -65536)
    }
    v
  }

  private DeviceTensor tensor(Scope s, DType dtype, float[] values, long... shape) {
    cpu.casts().call(s, "to", s.f32(values, shape), Casts.number(dtype))
  }

  private static long resident() {
    (new File("/proc/self/statm").text.split(" ")[1] as long) * 4096
  }
}
