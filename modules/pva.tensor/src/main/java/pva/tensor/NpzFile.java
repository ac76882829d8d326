package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import pva.base.PvaException;

/**
 * The arrays of a numpy {@code .npz} file. Opening reads the zip directory and the head of each array, and checks that its
 * data is not too short; data is read, and its length and checksum compared, when an array is first used.
 *
 * <p>STORED arrays are mapped where they lie. DEFLATED ones, and those in big-endian or Fortran order, are first written to a
 * temporary file that has no name (so it goes with the process). <b>Limitation:</b> float16, float32 and float64 only.
 */
public final class NpzFile implements TensorFile {
  private static final String SUFFIX = ".npy";

  private final Path path;
  private final FileChannel channel;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
  private final Map<String, NpzArray> arrays = new HashMap<>();

  private NpzFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Fails with PVA-NPZ-001 to 005 where the zip file is at fault, with PVA-NPZ-006 where an array is, naming it. */
  public static NpzFile open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      NpzFile npz = new NpzFile(file, channel);
      npz.readHeaders();
      channel = null;
      return npz;
    } catch (NoSuchFileException e) {
      throw PvaException.failed("PVA-FILE-001", "no such file").at(file);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(file).because(e);
    } finally {
      Pages.close(channel);
    }
  }

  private void readHeaders() throws IOException {
    for (ZipDirectory.Member member : ZipDirectory.read(channel, path).values()) {
      if (member.name().endsWith(SUFFIX)) {
        String name = member.name().substring(0, member.name().length() - SUFFIX.length());
        NpzArray array = NpzArray.open(channel, path, member);
        NpyHeader header = array.header();
        arrays.put(name, array);
        tensors.put(name, new TensorInfo(name, header.dtype(), header.shape(), member.offset(), header.dataLength()));
      }
    }
    if (tensors.isEmpty()) {
      throw PvaException.failed("PVA-NPZ-006", "the zip file holds no npy arrays").at(path);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  /** As promised, and fails with PVA-NPZ-007 where the array's checksum or length is wrong. */
  @Override
  public ByteBuffer bytes(String name, long from, int length) {
    info(name);
    return arrays.get(name).pages().slice(from, length);
  }

  /** Fails as {@link #bytes} does. */
  @Override
  public void copy(String name, long from, ByteBuffer into) {
    info(name);
    arrays.get(name).copy(from, into);
  }

  @Override
  public boolean aligned(String name) {
    return info(name).length() == 0 || arrays.get(name).aligned();
  }

  @Override
  public void close() {
    Pages.close(channel);
  }
}
