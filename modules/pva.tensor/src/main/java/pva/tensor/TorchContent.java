package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import pva.tensor.TorchNames.Storage;
import pva.tensor.TorchNames.View;

/** The two layouts of torch files: the object they hold, and where in the file its storages lie. */
record TorchContent(Path path, Object root, Map<String, TorchContent.Stretch> storages) {
  /** A pickle names the tensors, which takes a hundred bytes each; every byte may cost sixty of memory. */
  private static final int MAX_PICKLE = 1 << 22;
  private static final int CHUNK = 1 << 18;
  /** The number that torch wrote before everything else until version 1.6: a pickle of 0x1950a86a20f9469cfc6c. */
  private static final byte[] OLD = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a,
      (byte) 0xa8, 0x50, 0x19, '.'};

  /** Bytes of the file. */
  record Stretch(long offset, long length) {
  }

  static TorchContent read(Path path, FileChannel channel) throws IOException {
    ByteBuffer start = at(channel, 0, (int) Math.min(channel.size(), OLD.length));
    return start.equals(ByteBuffer.wrap(OLD)) ? old(path, channel) : zipped(path, channel);
  }

  private static TorchContent zipped(Path path, FileChannel channel) throws IOException {
    Map<String, ZipDirectory.Member> members = ZipDirectory.read(channel, path);
    ZipDirectory.Member pickle = members.values().stream().filter(m -> m.name().endsWith("/data.pkl")).findFirst()
        .orElseThrow(() -> PvaException.failed("PVA-PT-001", "there is no data.pkl in it: this is not a file of torch.save").at(path));
    String folder = pickle.name().substring(0, pickle.name().length() - "data.pkl".length());
    ZipDirectory.Member order = members.get(folder + "byteorder");
    if (order != null && order.size() == 3) {
      throw PvaException.failed("PVA-PT-001", "the file was written on a big-endian machine, which is not read").at(path);
    }
    Map<String, Stretch> storages = new HashMap<>();
    members.forEach((name, member) -> {
      if (name.startsWith(folder + "data/")) {
        storages.put(name.substring(folder.length() + 5), stored(path, member));
      }
    });
    Stretch stretch = stored(path, pickle);
    if (stretch.length > MAX_PICKLE) {
      throw PvaException.failed("PVA-PT-002", "data.pkl of " + stretch.length + " bytes is no dictionary of tensors").at(path);
    }
    Object root = pickle(path, "data.pkl", at(channel, stretch.offset, (int) stretch.length));
    return new TorchContent(path, root, storages);
  }

  private static Stretch stored(Path path, ZipDirectory.Member member) {
    if (member.method() != ZipDirectory.STORED) {
      throw PvaException.failed("PVA-PT-001", member.name() + " is packed, which torch itself does not do").at(path)
          .help("load and save it again with torch");
    }
    return new Stretch(member.offset(), member.size());
  }

  /** Magic number, protocol, machine, object, keys of the storages; then each storage: eight bytes of count, its elements. */
  private static TorchContent old(Path path, FileChannel channel) throws IOException {
    ByteBuffer in = at(channel, 0, (int) Math.min(channel.size(), MAX_PICKLE));
    in.position(OLD.length);
    pickle(path, "the protocol", in);
    Object machine = pickle(path, "the description of the machine", in);
    if (machine instanceof Map<?, ?> said && Boolean.FALSE.equals(said.get("little_endian"))) {
      throw PvaException.failed("PVA-PT-001", "the file was written on a big-endian machine, which is not read").at(path);
    }
    Object root = pickle(path, "the pickle of this legacy (non-zip) torch file", in);
    Object keys = pickle(path, "the list of storages", in);
    return new TorchContent(path, root, new OldStorages(path, channel).find(root, keys, in.position()));
  }

  static Object pickle(Path path, String what, ByteBuffer in) {
    try {
      return TorchPickle.read(in);
    } catch (TorchPickle.Fault e) {
      PvaException fault = PvaException.failed(e.forbidden() ? "PVA-PT-003" : "PVA-PT-002", what + " " + e.getMessage()
          + (e.forbidden() ? ", which is no tensor: nothing was called" : "")).at(path);
      throw e.forbidden() ? fault.help("a file of weights needs no such thing: if you trust its source, save its state dict with torch")
          : fault;
    }
  }

  static ByteBuffer at(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      continue;
    }
    return bytes.flip();
  }

  /** Checks that the view lies within its storage, and the storage within the file. */
  TensorInfo info(String name, View view) {
    Storage storage = view.storage();
    int size = storage.dtype().bytes();
    Stretch stretch = storages.get(storage.key());
    if (stretch == null) {
      throw PvaException.failed("PVA-PT-004", "the storage data/" + storage.key() + " of `" + name + "` is not in the file").at(path);
    }
    try {
      if (storage.length() < 0 || stretch.length != Math.multiplyExact(storage.length(), size)) {
        throw PvaException.failed("PVA-PT-004", "the storage data/" + storage.key() + " of `" + name + "` has " + stretch.length
            + " bytes, not " + storage.length() + " elements of " + size).at(path);
      }
      long count = 1;
      long last = view.offset();
      boolean sound = view.offset() >= 0 && view.shape().size() == view.strides().size();
      for (int axis = 0; sound && axis < view.shape().size(); axis++) {
        long n = view.shape().get(axis);
        sound = n >= 0 && view.strides().get(axis) >= 0;
        count = Math.multiplyExact(count, n);
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, n - 1), view.strides().get(axis)));
      }
      // a tensor may not be larger than its storage either, as one repeated by strides of 0 would be
      if (sound && (count == 0 || last < storage.length() && count <= storage.length())) {
        return new TensorInfo(name, storage.dtype(), view.shape(), stretch.offset + view.offset() * size, count * size);
      }
    } catch (ArithmeticException e) {
      // beyond 64 bits is beyond any storage
    }
    throw PvaException.failed("PVA-PT-005", "`" + name + "` of shape " + view.shape() + ", strides " + view.strides() + " and offset "
        + view.offset() + " lies outside its storage of " + storage.length() + " elements").at(path);
  }

  /** The elements in row-major order. */
  Pages pages(TensorInfo info, View view) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (rowMajor(view.shape(), view.strides())) {
        return new Pages(channel, info.offset(), info.length());
      }
      Stretch stretch = storages.get(view.storage().key());
      try (Scratch plain = new Scratch(info.length())) {
        reorder(new Pages(channel, stretch.offset, stretch.length), view, info, plain);
        return plain.pages();
      }
    }
  }

  private static boolean rowMajor(List<Long> shape, List<Long> strides) {
    long step = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (shape.get(axis) != 1 && strides.get(axis) != step) {
        return false;
      }
      step *= shape.get(axis);
    }
    return true;
  }

  private static void reorder(Pages from, View view, TensorInfo info, Scratch into) throws IOException {
    int size = info.dtype().bytes();
    int axes = view.shape().size();
    long[] place = new long[axes];
    long at = view.offset();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long i = 0; i < info.count(); i++) {
      if (!chunk.hasRemaining()) {
        into.write(chunk.flip());
        chunk.clear();
      }
      from.copy(at * size, size, chunk);
      for (int axis = axes - 1; axis >= 0; axis--) {
        at += view.strides().get(axis);
        if (++place[axis] < view.shape().get(axis)) {
          break;
        }
        at -= view.strides().get(axis) * place[axis];
        place[axis] = 0;
      }
    }
    into.write(chunk.flip());
  }
}
