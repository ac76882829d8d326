package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import pva.base.PvaException;
import pva.tensor.ZipDirectory.Member;

/** The unpacked bytes of a member, chunk by chunk. */
final class NpzContent implements AutoCloseable {
  private static final int CHUNK = 1 << 18;

  private final FileChannel channel;
  private final Path path;
  private final Member member;
  private final Inflater inflater;
  private final ByteBuffer packed = ByteBuffer.allocate(CHUNK);
  private long taken;
  private boolean padded;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);

  NpzContent(FileChannel channel, Path path, Member member) {
    this.channel = channel;
    this.path = path;
    this.member = member;
    this.inflater = member.method() == ZipDirectory.STORED ? null : new Inflater(true);
  }

  /** What {@link #more} found. */
  ByteBuffer chunk() {
    return chunk;
  }

  /** Fills {@link #chunk}; false at the end. */
  boolean more() throws IOException {
    if (inflater == null) {
      chunk.clear();
      return fill(chunk);
    }
    try {
      chunk.clear();
      while (chunk.position() == 0 && !inflater.finished()) {
        if (inflater.needsInput()) {
          packed.clear();
          if (!fill(packed) && padded) {
            break;
          }
          // a deflate stream may want one byte after its end
          padded = !packed.hasRemaining();
          inflater.setInput(padded ? ByteBuffer.allocate(1) : packed);
        }
        inflater.inflate(chunk);
      }
      return chunk.flip().hasRemaining();
    } catch (DataFormatException e) {
      throw PvaException.failed("PVA-NPZ-007", member.name() + " is damaged: it does not inflate").at(path).because(e);
    }
  }

  private boolean fill(ByteBuffer into) throws IOException {
    into.limit((int) Math.min(CHUNK, member.compressed() - taken));
    int n = into.hasRemaining() ? channel.read(into, member.offset() + taken) : -1;
    taken += Math.max(n, 0);
    into.flip();
    return n > 0;
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
