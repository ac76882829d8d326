package pva.model;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pva.base.PvaException;
import pva.model.family.Decoder;
import pva.model.family.Weight;
import pva.model.family.Weight.Size;
import pva.tensor.TensorInfo;

/** Compares what config.json promises with what the weight files hold, before any weight is read. */
final class WeightCheck {
  /** What old checkpoints store though it follows from config.json: rotary angles and causal masks. */
  private static final List<String> BUFFERS = List.of(
      ".rotary_emb.inv_freq", ".attn.bias", ".attn.masked_bias", ".attention.bias", ".attention.masked_bias");

  private final Path config;
  private final WeightFiles weights;
  private final Set<String> known = new HashSet<>();

  private WeightCheck(Path config, WeightFiles weights) {
    this.config = config;
    this.weights = weights;
  }

  /**
   * That every block has its weights and no others, and that those up to {@code through} have their shapes and types. Fails with
   * PVA-MODEL-008 (a weight is missing), PVA-MODEL-009 (its shape disagrees with config.json), PVA-MODEL-010 (a block has weights
   * that its family does not know: it would run, and wrongly) and PVA-MODEL-011 (not floating point).
   */
  static void blocks(Path config, Decoder decoder, int through, WeightFiles weights) {
    WeightCheck check = new WeightCheck(config, weights);
    check.weight(decoder.embedding().tokens());
    decoder.embedding().positions().ifPresent(check::weight);
    decoder.blocks().subList(0, through + 1).forEach(b -> b.weights().forEach(check::weight));
    decoder.blocks().forEach(b -> b.weights().forEach(w -> w.names().forEach(check::named)));
    check.noOther(decoder);
  }

  /** As for the blocks, for the final norm and the head. */
  static void head(Path config, Decoder decoder, WeightFiles weights) {
    decoder.head().weights().forEach(new WeightCheck(config, weights)::weight);
  }

  private void weight(Weight weight) {
    for (int i = 0; i < weight.names().size(); i++) {
      tensor(weight.names().get(i), weight.shapes().get(i));
    }
  }

  private void named(String name) {
    known.add(name);
    require(name, weights.names().contains(name));
  }

  private void require(String name, boolean there) {
    if (!there) {
      throw PvaException.failed("PVA-MODEL-008",
          "config.json asks for the weight " + name + ", which is in none of the model's files").at(config)
          .help("compare num_hidden_layers with the weights, or fetch the missing files");
    }
  }

  private void tensor(String name, List<Size> shape) {
    known.add(name);
    require(name, weights.has(name));
    TensorInfo info = weights.info(name);
    List<Long> wanted = shape.stream().map(Size::value).toList();
    if (!info.shape().equals(wanted)) {
      String said = shape.stream().map(s -> s.said() + " " + s.value()).collect(Collectors.joining(", "));
      throw PvaException.failed("PVA-MODEL-009", "config.json and the weights disagree: "
          + name + " is " + info.shapeText() + ", not " + wanted + " (" + said + ")").at(config);
    }
    if (!info.dtype().floating()) {
      throw PvaException.failed("PVA-MODEL-011",
          "the weight " + name + " is stored as " + info.dtype() + "; F32, BF16, F16 and F64 can be read")
          .at(weights.holding(name).path());
    }
  }

  private void noOther(Decoder decoder) {
    String blocks = decoder.blocks().get(0).weights().get(0).names().get(0).replaceFirst("\\.0\\..*", ".");
    for (String name : weights.names()) {
      if (name.startsWith(blocks) && !known.contains(name) && BUFFERS.stream().noneMatch(name::endsWith)) {
        throw PvaException.failed("PVA-MODEL-010", "the weights hold " + name + ", which config.json does not account for").at(config)
            .help("num_hidden_layers or model_type may be wrong");
      }
    }
  }
}
