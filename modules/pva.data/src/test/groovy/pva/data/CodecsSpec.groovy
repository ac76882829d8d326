package pva.data

import io.airlift.compress.lz4.Lz4Compressor
import java.nio.ByteBuffer
import org.apache.parquet.bytes.BytesInput
import org.apache.parquet.hadoop.metadata.CompressionCodecName
import pva.base.PvaException
import spock.lang.Specification

/** The golden files show that each codec unpacks what pyarrow packs; here are the forms that pyarrow no longer writes, and the limits. */
class CodecsSpec extends Specification {
  static final byte[] PAGE = ('def f(n):\n  return n * n\n' * 40).bytes

  def 'the older LZ4 unpacks #form'(String form, byte[] packed) {
    expect:
    unpack(CompressionCodecName.LZ4, packed, PAGE.length) == PAGE

    where:
    form                              | packed
    'one block as Hadoop frames it'   | frame(PAGE)
    'several blocks'                  | join(frame(Arrays.copyOf(PAGE, 100)), frame(Arrays.copyOfRange(PAGE, 100, PAGE.length)))
    'a bare block'                    | lz4(PAGE)
  }

  def 'a page longer than #limit bytes is refused before memory is taken for it'() {
    when:
    unpack(CompressionCodecName.SNAPPY, [1, 2, 3] as byte[], size)

    then:
    IOException e = thrown()
    e.message == "a page declares $size bytes"

    where:
    size << [Codecs.MAX_PAGE + 1, Integer.MAX_VALUE, -1]
    limit = Codecs.MAX_PAGE
  }

  def 'a page that unpacks to another length than declared is refused: #codec'(CompressionCodecName codec) {
    given:
    byte[] packed = codec == CompressionCodecName.ZSTD
        ? new Codecs().getCompressor(codec).compress(BytesInput.from(PAGE)).toByteArray() : frame(PAGE)

    when:
    unpack(codec, packed, PAGE.length + 1)

    then:
    Exception e = thrown()
    e instanceof IOException || e instanceof RuntimeException

    where:
    codec << [CompressionCodecName.ZSTD, CompressionCodecName.LZ4]
  }

  def 'LZO is named, with what to use instead'() {
    when:
    unpack(CompressionCodecName.LZO, PAGE, 1)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-DATA-007'
    e.message == 'a column is packed with LZO, which cannot be read here'
    e.help() == ['write the file with snappy, gzip, zstd, lz4 or brotli']
  }

  private static byte[] unpack(CompressionCodecName codec, byte[] packed, int size) {
    new Codecs().getDecompressor(codec).decompress(BytesInput.from(packed), size).toByteArray()
  }

  private static byte[] lz4(byte[] page) {
    byte[] packed = new byte[new Lz4Compressor().maxCompressedLength(page.length)]
    Arrays.copyOf(packed, new Lz4Compressor().compress(page, 0, page.length, packed, 0, packed.length))
  }

  private static byte[] frame(byte[] page) {
    byte[] packed = lz4(page)
    ByteBuffer.allocate(8 + packed.length).putInt(page.length).putInt(packed.length).put(packed).array()
  }

  private static byte[] join(byte[] a, byte[] b) {
    ByteBuffer.allocate(a.length + b.length).put(a).put(b).array()
  }
}
