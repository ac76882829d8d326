package pva.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import pva.base.CacheFolder;
import pva.base.ContentKey;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.Device;

/**
 * Whether weights are packed: laid in the order of bytes that the processor multiplies fastest.
 *
 * <p>On some machines that pays for small models and not for large ones, and only a trial tells. But a packed product differs in
 * its last bits, and two runs on one machine shall give the same bytes. So the trial is made once for a kind of processor, an
 * engine, the shapes of a block and a kind of work, and its outcome is kept in the cache folder; where nothing can be kept, nothing
 * is packed. The number of threads changes no bit of a packed product, so it is no part of it.
 */
interface Packing {
  Packing NEVER = (blocks, compute, trial) -> false;
  Packing ALWAYS = (blocks, compute, trial) -> true;

  /** Numbers in a block below which its products take no time worth a trial. */
  long SMALL = 1_000_000;

  /**
   * Whether to pack the blocks of a model.
   *
   * @param shapes of the tensors of one block
   * @param trial says whether packing pays where so many steps of generation follow on a batch that is read; takes seconds
   */
  boolean packs(List<List<Long>> shapes, DType compute, IntPredicate trial);

  /**
   * What the trial said when it was made on this machine, in the standard cache, for a model that reads texts. In float32 that is
   * never: packed products hang a little more on what runs beside a text.
   */
  static Packing reading(DType compute, Device device) {
    return compute == DType.F32 ? NEVER : standard(device, 0);
  }

  /** The same for a model that goes on from texts: four prompts are read in a batch, and a quarter of sixteen texts' steps are theirs. */
  static Packing generating(Device device) {
    return standard(device, BlockTiming.TOKENS / 4);
  }

  private static Packing standard(Device device, int steps) {
    return device.gpu() ? NEVER : kept(CacheFolder.standard().resolve("packing"), Device.machine(), steps);
  }

  static Packing kept(Path folder, String machine, int steps) {
    return (shapes, compute, trial) -> {
      if (shapes.stream().mapToLong(s -> s.stream().reduce(1L, Math::multiplyExact)).sum() < SMALL) {
        return false;
      }
      ContentKey key = ContentKey.of("packing", 2).put("machine", machine).put("compute", compute.name()).put("steps", steps);
      shapes.forEach(shape -> key.put("shape", shape));
      Path file = folder.resolve(key.hex().substring(0, 32));
      return read(file).or(() -> keep(file, () -> trial.test(steps))).orElse(false);
    };
  }

  private static Optional<Boolean> read(Path file) {
    try {
      String word = Files.readString(file);
      return word.equals("packed\n") || word.equals("plain\n") ? Optional.of(word.startsWith("packed")) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of two processes that try at once, the first to write is right for both. */
  private static Optional<Boolean> keep(Path file, BooleanSupplier trial) {
    try {
      Files.createDirectories(file.getParent());
      String word = trial.getAsBoolean() ? "packed\n" : "plain\n";
      try {
        Files.writeString(file, word, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        if (read(file).isEmpty()) {
          Files.writeString(file, word);
        }
      }
      return read(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The shapes of the tensors of a block. */
  static List<List<Long>> shapes(WeightFiles files, Decoder.Block block) {
    return block.weights().stream().flatMap(w -> w.names().stream()).map(name -> files.info(name).shape()).toList();
  }
}
