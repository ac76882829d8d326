package pva.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pva.base.PvaException;
import pva.tensor.TorchContent.Stretch;
import pva.tensor.TorchNames.View;

/** Where the storages of a torch file lie that is no zip file: one after the other, in the order of a list of keys. */
record OldStorages(Path path, FileChannel channel) {

  Map<String, Stretch> find(Object root, Object keys, long from) throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    collect(root, sizes, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
    Map<String, Stretch> found = new HashMap<>();
    long at = from;
    for (Object key : keys instanceof List<?> list ? list : List.of()) {
      long count = at <= channel.size() - Long.BYTES ? number(at) : -1;
      int size = sizes.getOrDefault(key, 0);
      at += Long.BYTES;
      if (size == 0 || count < 0 || count > (channel.size() - at) / size) {
        throw PvaException.failed("PVA-PT-004", "this legacy (non-zip) torch file is cut off: the storage " + key + " is not whole")
            .at(path);
      }
      found.put((String) key, new Stretch(at, count * size));
      at += count * size;
    }
    return found;
  }

  private long number(long at) throws IOException {
    ByteBuffer bytes = TorchContent.at(channel, at, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.remaining() == Long.BYTES ? bytes.getLong() : -1;
  }

  /** Only the tensors say how large an element of each storage is. */
  private static void collect(Object value, Map<String, Integer> sizes, Set<Object> seen, int depth) {
    if (value instanceof View view) {
      sizes.put(view.storage().key(), view.storage().dtype().bytes());
    } else if (value instanceof Map<?, ?> map && depth < 64 && seen.add(map)) {
      map.values().forEach(v -> collect(v, sizes, seen, depth + 1));
    } else if (value instanceof List<?> list && depth < 64 && seen.add(list)) {
      list.forEach(v -> collect(v, sizes, seen, depth + 1));
    }
  }
}
