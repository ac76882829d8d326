package pva.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.model.ActivationKind;
import pva.model.ActivationStore.Kept;

/** What runs have read of models so far, kept so that no text is read twice. */
@Command(name = "store", description = "Shows and tidies the activations that runs keep and share.",
    subcommands = {StoreListCommand.class, StoreGcCommand.class})
final class StoreCommand {
  @Option(names = {"-h", "--help"}, usageHelp = true, description = "print this help")
  boolean help;

  /** One kind of activations, for machines. */
  static Map<String, Object> values(Kept kept) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", kept.kind().map(ActivationKind::modelId).orElse(null));
    values.put("modelFolder", kept.kind().map(ActivationKind::folder).map(Path::toString).orElse(null));
    values.put("modelGone", kept.modelGone());
    values.put("modelSha256", kept.kind().map(ActivationKind::model).orElse(null));
    values.put("hook", kept.kind().map(ActivationKind::hook).orElse(null));
    values.put("tokens", kept.kind().map(StoreCommand::tokens).orElse(null));
    values.put("dtype", kept.kind().map(StoreCommand::dtype).orElse(null));
    values.put("device", kept.kind().map(ActivationKind::device).orElse(null));
    values.put("texts", kept.texts());
    values.put("rows", kept.rows());
    values.put("bytes", kept.bytes());
    values.put("damagedShards", kept.damaged());
    values.put("used", seconds(kept.used()));
    values.put("folder", kept.folder().toString());
    return values;
  }

  /** {@code every} token of a text, or its {@code last}. */
  static String tokens(ActivationKind kind) {
    return kind.everyToken() ? "every" : "last";
  }

  static String dtype(ActivationKind kind) {
    return kind.compute().equals("BF16") ? "bfloat16" : "float32";
  }

  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
