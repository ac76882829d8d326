package pva.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import pva.base.Progress;

/** A blob on its way: what came before is kept, so that a download goes on where the last one stopped. */
final class PartialBlob implements ByteSink, AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final OptionalLong size;
  private final HubFaults faults;
  private final Progress.Task task;
  private long length;
  private long shown;

  PartialBlob(Path file, OptionalLong size, HubFaults faults, Progress.Task task) throws IOException {
    this.file = file;
    this.size = size;
    this.faults = faults;
    this.task = task;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.length = channel.size();
    if (size.isPresent() && length > size.getAsLong()) {
      restart();
    }
    show();
  }

  long length() {
    return length;
  }

  boolean whole() {
    return size.isPresent() && length == size.getAsLong();
  }

  @Override
  public void restart() {
    try {
      channel.truncate(0);
      length = 0;
    } catch (IOException e) {
      throw faults.disk(e, file);
    }
  }

  @Override
  public void accept(byte[] chunk) {
    if (size.isPresent() && length + chunk.length > size.getAsLong()) {
      restart();
      throw faults.wrongBytes("more than the " + size.getAsLong() + " bytes it should have");
    }
    try {
      for (ByteBuffer left = ByteBuffer.wrap(chunk); left.hasRemaining();) {
        length += channel.write(left, length);
      }
    } catch (IOException e) {
      throw faults.disk(e, file);
    }
    show();
  }

  /** Bytes that come a second time, because the server could not go on, are not counted again. */
  private void show() {
    if (length > shown) {
      task.advance(length - shown);
      shown = length;
    }
  }

  /** The bytes are on the disk, not only on their way there: a rename must never outlive them. */
  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
