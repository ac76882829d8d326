package pva.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pva.base.PvaException;
import pva.model.family.JsonFault;
import pva.model.family.Decoder;
import pva.tensor.DType;
import pva.tensor.DeviceTensor;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;
import pva.tensor.Scope;
import pva.tensor.TensorFile;
import pva.tensor.TensorInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The weights of a model folder: one safetensors file, or shards and the index that says which tensor lies where. */
final class WeightFiles implements AutoCloseable {
  private static final String WHOLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, Held> tensors = new TreeMap<>();
  /** What there is by the header of the one file or by the index, opened or not. */
  private final Set<String> named = new TreeSet<>();

  /** A tensor, by its name in its file. */
  private record Held(SafetensorsFile file, String name) {
  }

  private WeightFiles() {
  }

  /**
   * Opens every file that the blocks up to {@code through} need, and checks its header; all, where these are all blocks. Fails with
   * PVA-MODEL-006 (none there) and PVA-MODEL-007 (index and shards disagree).
   */
  static WeightFiles open(Path folder, Decoder decoder, int through) {
    WeightFiles weights = new WeightFiles();
    try {
      Path index = folder.resolve(INDEX);
      if (Files.isRegularFile(folder.resolve(WHOLE))) {
        SafetensorsFile file = weights.add(folder.resolve(WHOLE));
        file.tensors().keySet().forEach(name -> weights.tensors.put(name, new Held(file, name)));
        weights.named.addAll(file.tensors().keySet());
      } else if (Files.isRegularFile(index)) {
        weights.addShards(index, wanted(decoder, through));
      } else {
        throw missing(folder);
      }
      weights.complete(decoder.embedding().tokens().names().get(0));
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Which tensors the embedding and the blocks up to {@code through} need, by their names in files; all, where these are all blocks. */
  static Predicate<String> wanted(Decoder decoder, int through) {
    if (through == decoder.blocks().size() - 1) {
      return name -> true;
    }
    Set<String> names = new HashSet<>(decoder.embedding().tokens().names());
    decoder.embedding().positions().ifPresent(p -> names.addAll(p.names()));
    decoder.blocks().subList(0, through + 1).forEach(b -> b.weights().forEach(w -> names.addAll(w.names())));
    String prefix = prefix(decoder.embedding().tokens().names().get(0));
    return name -> names.contains(whole(name)) || names.contains(prefix + name);
  }

  private static String prefix(String embedding) {
    return embedding.substring(0, embedding.indexOf('.') + 1);
  }

  /** Without the level that models have which also see images. */
  private static String whole(String name) {
    return name.replaceFirst("^(model\\.)?language_model\\.", "$1");
  }

  /**
   * Gives tensors the names of a whole language model. Models saved without their head, such as the published GPT-2, leave out
   * the first part; models that also see images have their language model below one more.
   */
  private void complete(String embedding) {
    String prefix = prefix(embedding);
    Map<String, Held> stored = new TreeMap<>(tensors);
    List<String> said = List.copyOf(named);
    boolean bare = said.stream().noneMatch(name -> name.contains(prefix));
    tensors.clear();
    stored.forEach((name, held) -> tensors.put((bare ? prefix : "") + whole(name), held));
    named.clear();
    said.forEach(name -> named.add((bare ? prefix : "") + whole(name)));
  }

  private void addShards(Path index, Predicate<String> wanted) {
    Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
    Map<String, String> shardOf = shardOf(index);
    named.addAll(shardOf.keySet());
    Set<String> needed = shardOf.entrySet().stream().filter(e -> wanted.test(e.getKey())).map(Map.Entry::getValue)
        .collect(Collectors.toSet());
    for (Map.Entry<String, String> entry : shardOf.entrySet()) {
      String shard = entry.getValue();
      if (!needed.contains(shard)) {
        continue;
      }
      if (!shards.containsKey(shard)) {
        Path path = index.resolveSibling(shard);
        if (!path.getParent().equals(index.getParent()) || !Files.isRegularFile(path)) {
          throw damaged(index, "it names the shard " + shard + ", which is not in the folder").help("fetch the missing shard");
        }
        shards.put(shard, add(path));
      }
      if (!shards.get(shard).has(entry.getKey())) {
        throw damaged(index, "it says that " + entry.getKey() + " is in " + shard + ", but it is not");
      }
      tensors.put(entry.getKey(), new Held(shards.get(shard), entry.getKey()));
    }
  }

  private static Map<String, String> shardOf(Path index) {
    try {
      JsonNode map = new JsonMapper().readTree(Files.readAllBytes(index)).path("weight_map");
      if (!map.isObject() || map.isEmpty()) {
        throw damaged(index, "it has no weight_map");
      }
      Map<String, String> shardOf = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        if (!entry.getValue().isString()) {
          throw damaged(index, "the shard of " + entry.getKey() + " is not a text");
        }
        shardOf.put(entry.getKey(), entry.getValue().stringValue());
      }
      return shardOf;
    } catch (JacksonException e) {
      throw damaged(index, JsonFault.of(e)).because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(index).because(e);
    }
  }

  private static PvaException damaged(Path index, String why) {
    return PvaException.failed("PVA-MODEL-007",
        "the index of the weights, " + index.getFileName() + ", is wrong: " + why).at(index);
  }

  private static PvaException missing(Path folder) {
    PvaException e = PvaException.failed("PVA-MODEL-006",
        "the model has no weights: there is neither " + WHOLE + " nor " + INDEX).at(folder);
    return Files.exists(folder.resolve("pytorch_model.bin")) || Files.exists(folder.resolve("pytorch_model.bin.index.json"))
        ? e.help("pytorch_model.bin is a pickle and is not read; save the model with save_pretrained(..., safe_serialization=True)") : e;
  }

  private SafetensorsFile add(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    files.add(file);
    return file;
  }

  List<Path> paths() {
    return files.stream().map(SafetensorsFile::path).toList();
  }

  /** Every tensor of the model, also of shards that are not here. */
  Set<String> names() {
    return named;
  }

  TensorInfo info(String name) {
    Held held = tensors.get(name);
    return held.file().info(held.name());
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The file that holds this tensor. */
  TensorFile holding(String name) {
    return tensors.get(name).file();
  }

  Matrix matrix(String name) {
    return holding(name).matrix(tensors.get(name).name());
  }

  /** In the type of the computation, on the device of its owner. */
  DeviceTensor load(Scope owner, String name, DType compute) {
    return owner.load(holding(name), tensors.get(name).name(), compute);
  }

  /** The same, never on mapped pages: for what is made into something else and then let go. */
  DeviceTensor copied(Scope owner, String name, DType compute) {
    return owner.copied(holding(name), tensors.get(name).name(), compute);
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
