package pva.data;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.brotli.dec.BrotliInputStream;
import pva.base.PvaException;

/** How Parquet pages are packed: unpacks every codec but LZO, packs with zstd or not at all. Java alone, no native library. */
final class Codecs implements CompressionCodecFactory {
  /** Largest page that is unpacked; writers aim at 1 MiB, so a larger one is a damaged or hostile size. */
  static final int MAX_PAGE = 256 << 20;

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Unpacker(codec);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new NoPacker();
      case ZSTD -> new ZstdPacker();
      default -> throw new IllegalArgumentException("tables are written plain or with zstd, not with " + codec);
    };
  }

  @Override
  public void release() {
    // nothing is held
  }

  private static byte[] unpack(CompressionCodecName codec, byte[] packed, int size) throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> packed;
      case SNAPPY -> block(new SnappyDecompressor(), packed, size);
      case ZSTD -> block(new ZstdDecompressor(), packed, size);
      case LZ4_RAW -> block(new Lz4Decompressor(), packed, size);
      case LZ4 -> hadoopLz4(packed, size);
      case GZIP -> stream(new GZIPInputStream(new ByteArrayInputStream(packed)), size);
      case BROTLI -> stream(new BrotliInputStream(new ByteArrayInputStream(packed)), size);
      default -> throw PvaException.failed("PVA-DATA-007", "a column is packed with " + codec + ", which cannot be read here")
          .help("write the file with snappy, gzip, zstd, lz4 or brotli");
    };
  }

  private static byte[] block(Decompressor decompressor, byte[] packed, int size) throws IOException {
    byte[] page = new byte[size];
    if (decompressor.decompress(packed, 0, packed.length, page, 0, size) != size) {
      throw new IOException("a page is shorter than declared");
    }
    return page;
  }

  /** The older LZ4: blocks behind two big-endian sizes as Hadoop frames them, or one bare block as some writers did. */
  private static byte[] hadoopLz4(byte[] packed, int size) throws IOException {
    byte[] page = new byte[size];
    ByteBuffer in = ByteBuffer.wrap(packed);
    int at = 0;
    while (in.remaining() >= 8) {
      int blockSize = in.getInt();
      int packedSize = in.getInt();
      if (blockSize < 0 || blockSize > size - at || packedSize < 0 || packedSize > in.remaining()) {
        return block(new Lz4Decompressor(), packed, size);
      }
      at += new Lz4Decompressor().decompress(packed, in.position(), packedSize, page, at, blockSize);
      in.position(in.position() + packedSize);
    }
    if (at != size) {
      throw new IOException("a page is shorter than declared");
    }
    return page;
  }

  private static byte[] stream(InputStream unpacked, int size) throws IOException {
    try (unpacked) {
      byte[] page = unpacked.readNBytes(size);
      if (page.length != size || unpacked.read() >= 0) {
        throw new IOException("a page is not as long as declared");
      }
      return page;
    }
  }

  private static byte[] bytes(BytesInput input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(input.size()));
    input.writeAllTo(bytes);
    return bytes.toByteArray();
  }

  private record Unpacker(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      return BytesInput.from(page(bytes(packed), size));
    }

    @Override
    public void decompress(ByteBuffer in, int packedSize, ByteBuffer out, int size) throws IOException {
      byte[] packed = new byte[packedSize];
      in.get(packed);
      out.put(page(packed, size));
    }

    private byte[] page(byte[] packed, int size) throws IOException {
      if (size < 0 || size > MAX_PAGE) {
        throw new IOException("a page declares " + size + " bytes");
      }
      return unpack(codec, packed, size);
    }

    @Override
    public void release() {
      // nothing is held
    }
  }

  private static final class NoPacker implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) {
      return page;
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.UNCOMPRESSED;
    }

    @Override
    public void release() {
      // nothing is held
    }
  }

  private static final class ZstdPacker implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) {
      try {
        byte[] bytes = bytes(page);
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
        return BytesInput.from(packed, 0, compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
      // nothing is held
    }
  }
}
