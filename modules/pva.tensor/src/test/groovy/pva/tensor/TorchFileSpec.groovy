package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class TorchFileSpec extends Specification {
  @TempDir Path folder

  private Path file() {
    folder.resolve('ae.pt')
  }

  private static byte[] ramp(int n) {
    Torch.floats((0..<n).collect { it as float } as float[])
  }

  def "tensors are read in the order their strides give them"() {
    given:
    byte[] pickle = new Torch().start().tensor('plain', '0', 'FloatStorage', 6, [2, 3], [3, 1])
        .tensor('column-major', '0', 'FloatStorage', 6, [2, 3], [1, 2])
        .tensor('part', '0', 'FloatStorage', 6, [2, 2], [3, 1], 1)
        .tensor('three', '0', 'FloatStorage', 6, [3, 1, 2], [1, 1, 3])
        .tensor('scalar', '1', 'IntStorage', 1, [], []).tensor('none', '0', 'FloatStorage', 6, [0, 4], [4, 1]).end()

    when:
    TorchFile torch = TorchFile.open(Torch.zip(file(), pickle, ['0': ramp(6), '1': [7, 0, 0, 0] as byte[]]))

    then:
    torch.tensors().keySet() as List == ['plain', 'column-major', 'part', 'three', 'scalar', 'none']
    torch.vector('plain') == [0, 1, 2, 3, 4, 5] as float[]
    torch.vector('column-major') == [0, 2, 4, 1, 3, 5] as float[]
    torch.vector('part') == [1, 2, 4, 5] as float[]
    torch.vector('three') == [0, 3, 1, 4, 2, 5] as float[]
    torch.ints('scalar') == [7] as int[]
    torch.vector('none').length == 0
    torch.info('column-major').shape() == [2L, 3L]
    read(torch.matrix('column-major').transposed()) == [0, 1, 2, 3, 4, 5] as float[]
  }

  def "a matrix turned on its side is what two loops make of it (#rows x #cols)"() {
    given:
    Random random = new Random(rows * 31 + cols)
    float[] values = (0..<rows * cols).collect { random.nextFloat() } as float[]

    expect:
    read(Matrix.of(values, cols).transposed()) == (0..<rows * cols).collect { values[it.intdiv(rows) + (it % rows) * cols] } as float[]

    where:
    rows | cols
    1    | 1
    1    | 17
    40   | 3
    65   | 130
  }

  private static float[] read(Matrix m) {
    float[] all = new float[(int) m.rows() * m.cols()]
    m.read(0, (int) m.rows(), all, 0)
    all
  }

  def "dictionaries in dictionaries have joined names, texts and numbers are metadata"() {
    given:
    byte[] pickle = new Torch().start().text('state').start().tensor('w', '0', 'FloatStorage', 2, [2], [1]).text('act').text('TopK')
        .text('k').number(5).bytes('u' as char as int).text('list').bytes(']' as char as int).end()

    when:
    TorchFile torch = TorchFile.open(Torch.zip(file(), pickle, ['0': ramp(2)]))

    then:
    torch.tensors().keySet() as List == ['state.w']
    torch.metadata() == ['state.act': 'TopK', 'state.k': '5']
  }

  def "a file from before torch 1.6 is read, and refused where it ends early"() {
    given:
    ByteArrayOutputStream all = new ByteArrayOutputStream()
    all.write([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e] as byte[])
    all.write(new Torch().number(1001).stop())
    all.write(new Torch().start().text('little_endian').bytes(0x88).end())
    all.write(new Torch().start().tensor('w', '94', 'FloatStorage', 4, [2, 2], [1, 2], 0, true).end())
    all.write(new Torch().bytes(']' as char as int, '(' as char as int).text('94').bytes('e' as char as int).stop())
    all.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(4).array())
    all.write(ramp(4))

    expect:
    TorchFile.open(Files.write(file(), all.toByteArray())).vector('w') == [0, 2, 1, 3] as float[]
    fault { TorchFile.open(Files.write(file(), Arrays.copyOf(all.toByteArray(), all.size() - 5))) } ==
        'PVA-PT-004 this legacy (non-zip) torch file is cut off: the storage 94 is not whole'
  }

  def "a pickle that asks for #what is refused and calls nothing"() {
    given:
    byte[] pickle = new Torch().start().text('extra').global(module, name).bytes('(' as char as int).text('true')
        .bytes('t' as char as int, 'R' as char as int).end()

    when:
    TorchFile.open(Torch.zip(file(), pickle, [:]))

    then:
    PvaException e = thrown()
    e.message == "data.pkl asks for `${module}.${name}`, which is no tensor: nothing was called"
    e.code() == 'PVA-PT-003'
    e.file().get() == file()

    where:
    what             | module                | name
    'a command'      | 'posix'               | 'system'
    'an evaluation'  | 'builtins'            | 'eval'
    'a class'        | 'sae_training_config' | 'Config'
    'an import'      | 'importlib'           | 'import_module'
    'another tensor' | 'torch._utils'        | '_rebuild_device_tensor_from_numpy'
  }

  def "#fault is refused in words"() {
    expect:
    PvaExceptionText.of { TorchFile.open(Torch.zip(file(), pickle, storages)) } == words

    where:
    fault                   | pickle                                                                              | storages         || words
    'a list'                | new Torch().bytes(']' as char as int).stop()                                        | [:]              || 'PVA-PT-006 the file holds a list, not a dictionary of tensors'
    'no tensor'             | new Torch().start().end()                                                           | [:]              || 'PVA-PT-006 the file holds no tensors'
    'a missing storage'     | new Torch().start().tensor('w', '0', 'FloatStorage', 2, [2], [1]).end()             | [:]              || 'PVA-PT-004 the storage data/0 of `w` is not in the file'
    'a short storage'       | new Torch().start().tensor('w', '0', 'FloatStorage', 2, [2], [1]).end()             | ['0': ramp(1)]   || 'PVA-PT-004 the storage data/0 of `w` has 4 bytes, not 2 elements of 4'
    'a shape outside'       | new Torch().start().tensor('w', '0', 'FloatStorage', 2, [3], [1]).end()             | ['0': ramp(2)]   || 'PVA-PT-005 `w` of shape [3], strides [1] and offset 0 lies outside its storage of 2 elements'
    'a negative offset'     | new Torch().start().tensor('w', '0', 'FloatStorage', 2, [1], [1], -1).end()         | ['0': ramp(2)]   || 'PVA-PT-005 `w` of shape [1], strides [1] and offset -1 lies outside its storage of 2 elements'
    'a repeated element'    | new Torch().start().tensor('w', '0', 'FloatStorage', 1, [99999, 99999], [0, 0]).end() | ['0': ramp(1)] || 'PVA-PT-005 `w` of shape [99999, 99999], strides [0, 0] and offset 0 lies outside its storage of 1 elements'
    'an unknown type'       | new Torch().start().tensor('w', '0', 'QInt8Storage', 2, [2], [1]).end()             | ['0': ramp(2)]   || 'PVA-PT-003 data.pkl asks for `torch.QInt8Storage`, which is no tensor: nothing was called'
    'a pickle cut short'    | [0x80, 2, 0x7d] as byte[]                                                           | [:]              || 'PVA-PT-002 data.pkl ends in the middle'
    'a foreign opcode'      | [0x80, 2, 0x69] as byte[]                                                           | [:]              || 'PVA-PT-002 data.pkl holds the opcode 105 at byte 2, which no tensor needs'
    'an empty stack'        | [0x80, 2, 0x52] as byte[]                                                           | [:]              || 'PVA-PT-002 data.pkl is damaged at byte 3'
    'a text of gigabytes'   | [0x80, 2, 0x58, -1, -1, -1, 0x7f] as byte[]                                         | [:]              || 'PVA-PT-002 data.pkl holds a text of 2147483647 bytes'
    'a dictionary in itself' | new Torch().bytes('}' as char as int, 'q' as char as int, 0).text('a').bytes('h' as char as int, 0, 's' as char as int).stop() | [:] || 'PVA-PT-002 its dictionaries are nested without end, or their names are too long'
  }

  def "a pickle of millions of lists costs no more memory than its length allows"() {
    given:
    byte[] lists = new byte[1 << 22]
    Arrays.fill(lists, (byte) ']')

    expect:
    fault { TorchFile.open(Torch.zip(file(), lists, [:])) } == 'PVA-PT-002 data.pkl ends in the middle'
    fault { TorchFile.open(Torch.zip(file(), Arrays.copyOf(lists, lists.length + 1), [:])) } ==
        'PVA-PT-002 data.pkl of 4194305 bytes is no dictionary of tensors'
  }

  def "a zip file of something else and a missing file are told apart"() {
    expect:
    fault { TorchFile.open(file()) } == 'PVA-FILE-001 no such file'
    fault { TorchFile.open(Files.write(file(), 'PK nonsense'.bytes)) }.startsWith('PVA-NPZ-003 truncated or not a zip file')
    fault { TorchFile.open(Files.write(file(), 'nonsense'.bytes)) }.startsWith('PVA-NPZ-003 truncated or not a zip file')
  }

  def "random damage gives an error or a right result, and nothing else (#round)"() {
    given:
    long seed = System.nanoTime()
    Random random = new Random(seed)
    byte[] pickle = new Torch().start().tensor('w', '0', 'FloatStorage', 6, [2, 3], [1, 2]).text('k').number(5).end()
    byte[] sound = Files.readAllBytes(Torch.zip(file(), pickle, ['0': ramp(6)]))

    expect: "seed ${seed}"
    (1..200).every {
      byte[] damaged = sound.clone()
      (0..random.nextInt(4)).each { damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256) }
      try {
        TorchFile torch = TorchFile.open(Files.write(file(), random.nextInt(5) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged))
        torch.tensors().each { name, info -> assert !info.dtype().floating() || torch.vector(name).length == info.count() }
      } catch (PvaException e) {
        assert e.code() ==~ /PVA-(PT|NPZ|FILE)-\d+/
      }
      true
    }

    where:
    round << (1..5)
  }

  private static String fault(Closure<?> work) {
    PvaExceptionText.of(work)
  }
}
