package pva.tensor

import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

class NpzFileSpec extends Specification {
  static final float[] SIX = [1.5f, -2f, 3f, 4.25f, 5f, -6f]
  static final float[] BY_COLUMNS = [1.5f, 4.25f, -2f, 5f, 3f, -6f]

  @TempDir Path folder

  def "an array is read as numpy wrote it: #how"() {
    given:
    Npz npz = new Npz()
    deflated ? npz.deflated('w.npy', content) : npz.stored('w.npy', content)

    when:
    NpzFile file = NpzFile.open(npz.write(folder.resolve('a.npz')))
    Matrix w = file.matrix('w')
    float[] read = new float[6]
    w.read(0, 2, read, 0)
    float[] lastRow = new float[3]
    w.direct(1, 1).asFloatBuffer().get(lastRow)

    then:
    [w.rows(), w.cols()] == [2, 3]
    read == SIX
    lastRow == SIX[3..5] as float[]
    file.vector('w') == SIX

    cleanup:
    file?.close()

    where:
    how                     | deflated | content
    'float32, stored'       | false    | Npz.npy("'<f4'", '(2, 3)', Npz.floats(SIX))
    'float32, deflated'     | true     | Npz.npy("'<f4'", '(2, 3)', Npz.floats(SIX))
    'big-endian, stored'    | false    | Npz.npy("'>f4'", '(2, 3)', Npz.floats(SIX, ByteOrder.BIG_ENDIAN))
    'big-endian, deflated'  | true     | Npz.npy("'>f4'", '(2, 3)', Npz.floats(SIX, ByteOrder.BIG_ENDIAN))
    'Fortran order'         | false    | Npz.npy("'<f4'", '(2, 3)', Npz.floats(BY_COLUMNS), 'True')
    'Fortran, big, deflated'| true     | Npz.npy("'>f4'", '(2, 3)', Npz.floats(BY_COLUMNS, ByteOrder.BIG_ENDIAN), 'True')
    'float64'               | true     | Npz.npy("'<f8'", '(2, 3)', Npz.doubles(SIX as double[]))
    'float16'               | false    | Npz.npy("'<f2'", '(2, 3)', [0, 0x3e, 0, 0xc0, 0, 0x42, 0x40, 0x44, 0, 0x45, 0, 0xc6] as byte[])
  }

  def "a Fortran array larger than a block is turned round"() {
    given:
    long seed = System.nanoTime()
    Random random = new Random(seed)
    int rows = 900 + random.nextInt(400), cols = 900 + random.nextInt(400)
    float[] values = new float[rows * cols]
    float[] columns = new float[rows * cols]
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        float v = random.nextFloat()
        values[r * cols + c] = v
        columns[c * rows + r] = v
      }
    }

    expect: "seed ${seed}"
    byte[] array = Npz.npy("'<f4'", "($rows, $cols)", Npz.floats(columns), 'True')
    NpzFile.open(new Npz().deflated('w.npy', array).write(folder.resolve('f.npz'))).vector('w') == values
  }

  def "a damaged or foreign array is refused when the file is opened: #words"() {
    given:
    Path file = new Npz().stored('W_enc.npy', content).write(folder.resolve('params.npz'))

    when:
    NpzFile.open(file)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-NPZ-006'
    e.message == "W_enc.npy $words"
    e.file().get() == file

    where:
    content                                            || words
    Npz.npy("'<i8'", '(1,)', new byte[8])              || 'is int64 (<i8); float16, float32 and float64 are read'
    Npz.npy("'<c8'", '(1,)', new byte[8])              || 'is complex64 (<c8); float16, float32 and float64 are read'
    Npz.npy("'|O'", '(1,)', new byte[8])               || 'is an object array: its data is a pickle, which can run code and is never read'
    Npz.npy("'<f3'", '(1,)', new byte[3])              || "is of the unknown type '<f3'; float16, float32 and float64 are read"
    Npz.npy("[('a', '<f4')]", '(1,)', new byte[4])     || 'has a structured type; float16, float32 and float64 are read'
    Npz.header('garbage', new byte[4])                 || 'has a damaged npy header: it does not say descr, fortran_order and shape'
    'no array'.bytes                                   || 'is not an npy array: it does not begin with the npy mark'
    Npz.npy("'<f4'", '(-24, 64)', new byte[8])         || 'has the shape (-24, 64), which has a size that is negative or no number'
    Npz.npy("'<f4'", '(1099511627776, 1099511627776)', new byte[8]) ||
        'has the shape (1099511627776, 1099511627776), which is more than any file holds'
    Npz.npy("'<f4'", '(24, 89478485)', new byte[100])  || 'declares the shape [24, 89478485], which takes 8589934560 bytes, but has 100'
  }

  def "data that goes on after the array is found when the array is read"() {
    when:
    NpzFile.open(new Npz().stored('w.npy', Npz.npy("'<f4'", '(2,)', new byte[72])).write(folder.resolve('params.npz'))).vector('w')

    then:
    PvaException e = thrown()
    e.message == 'w.npy declares the shape [2], which takes 8 bytes, but has 72'
  }

  def "a file that is no zip file is refused: #words"() {
    given:
    Path file = Files.write(folder.resolve('params.npz'), content as byte[])

    when:
    NpzFile.open(file)

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == words

    where:
    content                                            || code          | words
    ''.bytes                                           || 'PVA-NPZ-001' | 'the file is empty'
    'version https://git-lfs.github.com/spec/v1'.bytes || 'PVA-NPZ-002' | 'the file is a git-lfs pointer (download the real file)'
    '<!DOCTYPE html>'.bytes                            || 'PVA-NPZ-003' | 'truncated or not a zip file'
    whole()[0..<150]                                   || 'PVA-NPZ-003' | 'truncated or not a zip file'
    whole()[0..-11]                                    || 'PVA-NPZ-003' | 'truncated or not a zip file'
  }

  def "every prefix of a file is refused or read, and nothing else happens"() {
    given:
    byte[] all = whole()

    expect:
    (0..<all.length).every { n ->
      try {
        NpzFile.open(Files.write(folder.resolve('cut.npz'), Arrays.copyOf(all, n))).close()
        false
      } catch (PvaException e) {
        e.code().startsWith('PVA-NPZ-')
      }
    }
  }

  def "a changed byte of the data is found when the array is read"() {
    given:
    byte[] all = whole()
    all[110] ^= 1
    NpzFile file = NpzFile.open(Files.write(folder.resolve('params.npz'), all))

    when:
    file.vector('w')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-NPZ-007'
    e.message == 'w.npy is damaged: its CRC is not the recorded one'
  }

  def "a member that names a place outside is refused by its name"() {
    when:
    NpzFile.open(new Npz().stored('../evil.npy', Npz.npy("'<f4'", '(1,)', new byte[4])).write(folder.resolve('params.npz')))

    then:
    PvaException e = thrown()
    e.message == 'member ../evil.npy names a place outside the file'
  }

  def "two members of one name are refused by that name"() {
    given:
    byte[] content = Npz.npy("'<f4'", '(1,)', new byte[4])
    byte[] all = new Npz().stored('w.npy', content).stored('v.npy', content).toBytes()
    (0..<all.length - 5).findAll { new String(all, it, 5, 'ISO-8859-1') == 'v.npy' }.each { all[it] = (byte) ('w' as char) }

    when:
    NpzFile.open(Files.write(folder.resolve('params.npz'), all))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-NPZ-004'
    e.message == 'two members have one name: w.npy is there twice'
  }

  def "a member that inflates to more or less than declared is refused, and no more than declared is kept"() {
    given: 'a deflated array whose directory entry and head agree on another length than its data has'
    byte[] all = new Npz().deflated('w.npy', Npz.npy("'<f4'", "($declared,)", new byte[40000])).toBytes()
    int entry = (0..<all.length - 4).find { all[it] == 0x50 && all[it + 1] == 0x4b && all[it + 2] == 1 && all[it + 3] == 2 }
    java.nio.ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).with { putInt(entry + 24, getInt(entry + 24) - 40000 + 4 * declared) }

    when:
    NpzFile.open(Files.write(folder.resolve('params.npz'), all)).vector('w')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-NPZ-007'
    e.message.startsWith("w.npy holds $than bytes than the ")

    where:
    declared || than
    9000     || 'more'
    11000    || 'fewer'
  }

  def "one packed byte cannot hold more than deflate can"() {
    given: 'a deflated member whose directory entry claims 1 GiB'
    byte[] all = new Npz().deflated('w.npy', Npz.npy("'<f4'", '(2,)', new byte[8])).toBytes()
    int entry = (0..<all.length - 4).find { all[it] == 0x50 && all[it + 1] == 0x4b && all[it + 2] == 1 && all[it + 3] == 2 }
    all[entry + 27] = 0x40

    when:
    NpzFile.open(Files.write(folder.resolve('params.npz'), all))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-NPZ-003'
    e.message.startsWith('member w.npy declares 10737')
  }

  private static byte[] whole() {
    new Npz().stored('w.npy', Npz.npy("'<f4'", '(2, 3)', Npz.floats(SIX))).toBytes()
  }
}
