package pva.data

import java.nio.file.Files
import java.nio.file.Path
import pva.base.PvaException
import spock.lang.Specification
import spock.lang.TempDir

/** Whatever is done to the bytes of a file, it is read or refused with a message that names it; nothing else is thrown. */
class DamagedParquetSpec extends Specification {
  @TempDir Path folder

  def 'a changed byte of #file never escapes as another failure'(String file) {
    given:
    byte[] whole = Files.readAllBytes(Golden.file(file))
    long seed = Long.getLong('seed', System.nanoTime())
    println "seed $seed"
    Random random = new Random(seed)

    when:
    60.times {
      byte[] damaged = whole.clone()
      int at = random.nextInt(damaged.length)
      damaged[at] = (byte) random.nextInt()
      open(damaged, file)
    }

    then:
    noExceptionThrown()

    where:
    file << ['good_none.parquet', 'good_zstd.parquet', 'good_lz4.parquet', 'good_brotli.parquet', 'good_gzip.parquet', 'good_delta.parquet']
  }

  def 'a file cut at any length is refused'() {
    given:
    byte[] whole = Files.readAllBytes(Golden.file('good_snappy.parquet'))

    expect:
    (1..<whole.length).step(97).every { length -> open(Arrays.copyOf(whole, length), "cut.parquet") == 'PVA-DATA-003' }
  }

  private String open(byte[] bytes, String name) {
    Path file = folder.resolve(name)
    Files.write(file, bytes)
    try {
      Datasets.open(file)
      return 'read'
    } catch (PvaException e) {
      assert e.file().get() == file
      return e.code()
    }
  }
}
