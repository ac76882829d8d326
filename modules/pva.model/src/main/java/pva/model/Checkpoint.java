package pva.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import pva.base.ContentKey;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.model.family.Config;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.Device;

/**
 * A model folder in Hugging Face layout: config.json, model.safetensors or shards with their index, tokenizer.json. Opening it
 * checks the config and that every weight is there with its shape; no weight is read. Opened for its first blocks alone, a model in
 * shards needs, and its hash covers, only the shards that hold these.
 */
public final class Checkpoint {
  private final Path folder;
  private final String architecture;
  private final Decoder decoder;
  private final int through;
  private final DType stored;
  private final DType declared;
  private final List<Path> weightFiles;
  private final long[] numbersOfBlock;

  private Checkpoint(Path folder, String architecture, Decoder decoder, int through, DType declared, WeightFiles weights) {
    this.folder = folder;
    this.architecture = architecture;
    this.decoder = decoder;
    this.through = through;
    this.declared = declared;
    stored = weights.info(decoder.blocks().get(0).weights().get(0).names().get(0)).dtype();
    weightFiles = weights.paths();
    numbersOfBlock = decoder.blocks().subList(0, through + 1).stream()
        .mapToLong(b -> b.weights().stream().flatMap(w -> w.names().stream()).mapToLong(n -> weights.info(n).count()).sum()).toArray();
  }

  /**
   * Opens a folder. Fails with PVA-MODEL-001 to -011, each naming the file at fault, and PVA-TOK-001 where there is no
   * tokenizer.json.
   */
  public static Checkpoint open(Path folder) {
    return open(folder, -1, 0);
  }

  /**
   * Opens a folder for its blocks up to {@code layer} and {@code beyond} more, as far as it has them; -1 stands for the last layer.
   * Fails as {@link #open(Path)} does, and with PVA-MODEL-012 where the model has no such layer.
   */
  public static Checkpoint open(Path folder, int layer, int beyond) {
    Config config = Config.open(folder.resolve("config.json"));
    String architecture = Families.of(config).modelType();
    Decoder decoder = Families.of(config).read(config);
    DType declared = config.text("dtype").or(() -> config.text("torch_dtype")).map(t -> dtype(config, t)).orElse(DType.F32);
    Tokenizer.file(folder);
    int through = through(folder, decoder, layer, beyond);
    try (WeightFiles weights = WeightFiles.open(folder, decoder, through)) {
      WeightCheck.blocks(config.file(), decoder, through, weights);
      return new Checkpoint(folder, architecture, decoder, through, declared, weights);
    }
  }

  /** Which tensors, by their names in the files of this model, the same opening needs; only config.json has to be there. */
  static Predicate<String> wanted(Path folder, int layer, int beyond) {
    Config config = Config.open(folder.resolve("config.json"));
    Decoder decoder = Families.of(config).read(config);
    return WeightFiles.wanted(decoder, through(folder, decoder, layer, beyond));
  }

  private static int through(Path folder, Decoder decoder, int layer, int beyond) {
    return Math.min(layer(folder, decoder, layer) + beyond, decoder.blocks().size() - 1);
  }

  private static DType dtype(Config config, String name) {
    return switch (name) {
      case "float32", "float" -> DType.F32;
      case "bfloat16" -> DType.BF16;
      case "float16", "half" -> DType.F16;
      default -> throw config.unsupported(config.has("dtype") ? "dtype" : "torch_dtype", name, "float32, bfloat16, float16");
    };
  }

  public Path folder() {
    return folder;
  }

  /** The name of the folder. */
  public String id() {
    return id(folder);
  }

  private static String id(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** {@code model_type}, such as {@code gemma2}. */
  public String architecture() {
    return architecture;
  }

  public int layers() {
    return decoder.blocks().size();
  }

  /** The last block that it was opened for. */
  public int through() {
    return through;
  }

  /** Numbers a token in the residual stream. */
  public int hidden() {
    return decoder.hidden();
  }

  public int vocabulary() {
    return decoder.vocabulary();
  }

  /** Tokens a text the model was made for; longer texts run, but nobody knows what they mean. */
  public int maxPositions() {
    return decoder.maxPositions();
  }

  /** The type of the weights in the files. */
  public DType storedType() {
    return stored;
  }

  /** The type to compute in where nobody asks for one: bfloat16 where config.json says so and the device has it, else float32. */
  public DType computeType(Device device) {
    return computeType(device.gpu());
  }

  /** The same of a device of this kind. */
  public DType computeType(boolean gpu) {
    return declared == DType.BF16 && (gpu || Device.bf16()) ? DType.BF16 : DType.F32;
  }

  /** The layer meant by {@code layer}, -1 being the last. Fails with PVA-MODEL-012 where there is none. */
  public int layer(int layer) {
    return layer(folder, decoder, layer);
  }

  private static int layer(Path folder, Decoder decoder, int layer) {
    int last = decoder.blocks().size() - 1;
    if (layer < -1 || layer > last) {
      throw PvaException.usage("PVA-MODEL-012", "the model " + id(folder) + " has layers 0 to " + last + ", not " + layer).word("layer")
          .help("-1 stands for the last layer");
    }
    return layer == -1 ? last : layer;
  }

  /** The layer meant, one of those the folder was opened for. */
  int opened(int layer) {
    int meant = layer(layer);
    if (meant > through) {
      throw new IllegalArgumentException("the checkpoint was opened for its blocks up to " + through + ", not " + meant);
    }
    return meant;
  }

  /** Fails with PVA-MODEL-012 where the model has no such layer, and with PVA-MODEL-017 where its blocks have no such point. */
  public void check(Hook hook) {
    layer(hook.layer());
    if (hook.point() == HookPoint.RESID_MID && decoder.parallel()) {
      throw PvaException.usage("PVA-MODEL-017", "the model " + id() + " has no " + hook
          + ": attention and feed-forward of its blocks read the same stream").word("hook").help("hook_resid_pre is what both read");
    }
  }

  /** Fails with PVA-MODEL-015 where an id is beyond the vocabulary. */
  void check(int[] ids) {
    for (int id : ids) {
      if (Integer.compareUnsigned(id, vocabulary()) >= 0) {
        throw PvaException.failed("PVA-MODEL-015", "the tokenizer gives id " + Integer.toUnsignedString(id)
            + ", but the model knows " + vocabulary() + " tokens (vocab_size)").at(folder).help("tokenizer.json belongs to another model");
      }
    }
  }

  /** Numbers a token at this point. */
  public int width(HookPoint point) {
    return point == HookPoint.Z ? decoder.attention() : decoder.hidden();
  }

  /** Memory that the weights of blocks 0 to {@code layer}, one that it was opened for, take in this type. */
  public long parameterBytes(int layer, DType compute) {
    long count = 0;
    for (int i = 0; i <= layer; i++) {
      count += numbersOfBlock[i];
    }
    return count * compute.bytes();
  }

  /** About how many numbers a token takes while it runs through a block: four for every column of the block's matrices. */
  long activations() {
    return 4 * numbersOfBlock[0] / hidden();
  }

  /** SHA-256 over the config, the tokenizer and the weights. */
  public String sha256() {
    return sha256(Sha256::of);
  }

  /** As {@link #sha256()}, where {@code hash} gives the SHA-256 of a file, perhaps from memory. */
  public String sha256(Function<Path, String> hash) {
    ContentKey key = ContentKey.of("model", 1);
    for (Path file : files()) {
      key.put("name", file.getFileName().toString()).put("sha256", hash.apply(file));
    }
    return key.hex();
  }

  /** Everything that decides the model's values. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(folder.resolve("config.json"), Tokenizer.file(folder)));
    if (Files.exists(folder.resolve(Tokenizer.CONFIG))) {
      files.add(folder.resolve(Tokenizer.CONFIG));
    }
    files.addAll(weightFiles);
    return List.copyOf(files);
  }

  WeightFiles weights() {
    return WeightFiles.open(folder, decoder, through);
  }

  /** Checks what the logits need beyond the blocks. */
  void checkHead() {
    try (WeightFiles weights = weights()) {
      WeightCheck.head(folder.resolve("config.json"), decoder, weights);
    }
  }

  Decoder decoder() {
    return decoder;
  }
}
