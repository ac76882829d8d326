package pva.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pva.sae.Dictionary;
import pva.sae.DictionaryInfo;
import pva.sae.Norms;

@Command(name = "sae", description = "Says what a dictionary is, after reading every weight of it once.")
final class SaeCommand extends PvaCommand {
  @Parameters(paramLabel = "S", description = "the dictionary: a file or a folder, a hub id, or a folder of one: ID/FOLDER")
  String said;

  @Option(names = "--layer", paramLabel = "L", description = "the layer, where dictionaries of several lie there")
  Integer layer;

  @Mixin
  SaeChoice choice = new SaeChoice();

  SaeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    OptionalInt at = layer == null ? OptionalInt.empty() : OptionalInt.of(layer);
    try (Dictionary dictionary = choice.open(said, at, terminal)) {
      dictionary.checkWeights();
      Map<String, Object> facts = facts(dictionary.info(), dictionary.decoderNorms(), dictionary.sha256());
      if (common.json) {
        terminal.out().println(Json.text(facts));
      } else {
        facts.forEach((name, value) -> terminal.out().printf(Locale.ROOT, "%-14s %s%n", name, said(value)));
      }
      return 0;
    }
  }

  private static String said(Object value) {
    if (value == null) {
      return "not stated";
    }
    return value instanceof Map<?, ?> parts
        ? parts.entrySet().stream().map(e -> e.getKey() + " " + said(e.getValue())).collect(Collectors.joining(", "))
        : value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : value.toString();
  }

  private static Map<String, Object> norms(Norms norms) {
    Map<String, Object> three = new LinkedHashMap<>();
    three.put("smallest", norms.smallest());
    three.put("mean", norms.mean());
    three.put("largest", norms.largest());
    return three;
  }

  private static Map<String, Object> facts(DictionaryInfo info, Norms norms, String sha256) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", info.format());
    facts.put("architecture", info.architecture());
    facts.put("dIn", info.dIn());
    facts.put("dSae", info.dSae());
    facts.put("dOut", info.dOut());
    facts.put("layer", info.layer().isPresent() ? info.layer().getAsInt() : null);
    facts.put("hook", info.hook().isEmpty() ? null : info.hook());
    facts.put("model", info.model().orElse(null));
    facts.put("declaredL0", info.declaredL0().isPresent() ? info.declaredL0().getAsDouble() : null);
    facts.put("normalisation", info.normalisation());
    facts.put("dtype", info.dtype());
    facts.put("decoderNorms", norms(norms));
    new TreeMap<>(info.details()).forEach(facts::putIfAbsent);
    facts.put("neuronpedia", info.neuronpedia().orElse(null));
    facts.put("path", info.path().toString());
    facts.put("sha256", sha256);
    return facts;
  }
}
