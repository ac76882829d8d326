package pva.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import pva.base.PvaException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which files of a model's repository are needed for the wanted tensors. model.safetensors goes before shards, as in transformers. */
record ModelFiles(HubSnapshot snapshot, Predicate<String> wantedTensor) {
  static final String WHOLE = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private static final Pattern BESIDE =
      Pattern.compile("config\\.json|generation_config\\.json|special_tokens_map\\.json|tokenizer[^/]*\\.json");

  List<HubFile> list() {
    return listHere().orElseGet(() -> {
      List<HubFile> there = snapshot.listAtHub("");
      return wanted(there, true).orElseThrow(() -> snapshot.noWeights(there));
    });
  }

  /** The same from this machine alone; empty where anything is missing. */
  Optional<List<HubFile>> listHere() {
    return wanted(HubListing.local(snapshot.folder(), ""), false);
  }

  /** The wanted ones of a list; empty where the list has no weights or, for one that may be a part, lacks anything. */
  private Optional<List<HubFile>> wanted(List<HubFile> listed, boolean complete) {
    Set<String> weights = new TreeSet<>();
    if (has(listed, WHOLE)) {
      weights.add(WHOLE);
    } else if (has(listed, INDEX)) {
      weights.add(INDEX);
      weights.addAll(shards(snapshot.file(INDEX)));
    } else {
      return Optional.empty();
    }
    for (String needed : weights) {
      if (!has(listed, needed) && !complete) {
        return Optional.empty();
      }
      if (!has(listed, needed)) {
        throw damaged(snapshot.file(INDEX), "it names the shard " + needed + ", which the repository does not have");
      }
    }
    if (!complete && (!has(listed, "config.json") || !has(listed, "tokenizer.json"))) {
      return Optional.empty();
    }
    List<HubFile> wanted = new ArrayList<>(listed.stream().filter(f -> BESIDE.matcher(f.path()).matches()).toList());
    listed.stream().filter(f -> weights.contains(f.path())).forEach(wanted::add);
    return Optional.of(List.copyOf(wanted));
  }

  private static boolean has(List<HubFile> files, String path) {
    return files.stream().anyMatch(f -> f.path().equals(path));
  }

  private Set<String> shards(Path index) {
    try {
      JsonNode map = new JsonMapper().readTree(Files.readAllBytes(index)).path("weight_map");
      Set<String> shards = new TreeSet<>();
      map.properties().stream().filter(e -> wantedTensor.test(e.getKey()))
          .forEach(e -> shards.add(HubFile.checked(e.getValue().asString(""))));
      if (shards.isEmpty()) {
        throw damaged(index, "it names none of the wanted tensors");
      }
      return shards;
    } catch (JacksonException e) {
      throw damaged(index, "it is not JSON").because(e);
    } catch (IOException e) {
      throw PvaException.failed("PVA-FILE-002", "cannot read the file: " + e.getMessage()).at(index).because(e);
    }
  }

  private static PvaException damaged(Path index, String why) {
    return PvaException.failed("PVA-HUB-017", "the index of the weights is wrong: " + why).at(index)
        .help("the repository itself is at fault; name another revision");
  }
}
