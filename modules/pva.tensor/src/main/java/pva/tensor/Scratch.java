package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pva.base.PvaException;

/** A temporary file that loses its name at once, so that nothing is left behind however the process ends; its pages stay. */
final class Scratch implements AutoCloseable {
  private final FileChannel channel;
  private final long limit;
  private long written;

  /** @param limit more than this is never written */
  Scratch(long limit) throws IOException {
    this.limit = limit;
    Path file = Files.createTempFile("pva-", ".tmp");
    checkSpace(file, limit);
    this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    Files.deleteIfExists(file);
  }

  private static void checkSpace(Path file, long wanted) throws IOException {
    long free = Files.getFileStore(file).getUsableSpace();
    if (free < wanted) {
      Files.deleteIfExists(file);
      throw PvaException.failed("PVA-FILE-004", "unpacking takes " + (wanted >> 20) + " MiB, the temporary folder has " + (free >> 20)
          + " free").at(file.getParent()).help("point java.io.tmpdir at a larger disk: PVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    written += bytes.remaining();
    if (written > limit) {
      throw new IOException("more bytes than the " + limit + " that were declared");
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** At a place of its own; what lies between is 0 until it is written. */
  void writeAt(long position, ByteBuffer bytes) throws IOException {
    long at = position;
    written = Math.max(written, position + bytes.remaining());
    if (written > limit) {
      throw new IOException("more bytes than the " + limit + " that were declared");
    }
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  Pages pages() throws IOException {
    return pages(0);
  }

  /** What was written from {@code offset} on. */
  Pages pages(long offset) throws IOException {
    return new Pages(channel, offset, written - offset);
  }

  /** The pages handed out stay valid. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
