package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.Cache;
import pva.analysis.RatesStep;
import pva.base.ContentKey;
import pva.base.Progress;
import pva.data.Corpus;
import pva.data.TextRow;
import pva.model.Checkpoint;
import pva.model.ResidualModel;
import pva.model.TextTokens;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Dictionaries;
import pva.sae.Dictionary;
import pva.sae.Encoder;
import pva.sae.FiringRates;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;

@Command(name = "rates", description = "Counts on how many tokens of general text each latent fires.")
final class RatesCommand extends PvaCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "the model folder")
  Path model;

  @Option(names = "--sae", required = true, paramLabel = "S", description = "the dictionary: a file or a folder")
  Path sae;

  @Option(names = "--format", paramLabel = "F", description = "how to read it; default: detected")
  String format;

  @Option(names = "--layer", required = true, paramLabel = "L", description = "the block whose residual stream it reads; -1 = the last")
  int layer;

  @Option(names = "--corpus", required = true, paramLabel = "FILE", description = "general text: JSON lines with text")
  Path corpus;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the Parquet table to write")
  Path out;

  @Option(names = "--threshold", paramLabel = "T", defaultValue = "0.05", description = "at or below it a latent does not fire; default ${DEFAULT-VALUE}")
  float threshold;

  @Option(names = "--documents", paramLabel = "N", description = "only the first N documents")
  int documents;

  @Option(names = "--context", paramLabel = "N", description = "only the first N tokens of each document")
  int context;

  @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu or gpu(N)")
  String device;

  RatesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Clock clock = new Clock();
    Progress progress = terminal.progress();
    Corpus text = Corpus.open(corpus, documents);
    Checkpoint checkpoint = Checkpoint.open(model);
    Device on = Device.pick(DeviceChoice.parse(device));
    try (Dictionary dictionary = Dictionaries.open(sae, Optional.ofNullable(format)); Tokenizer tokenizer = Tokenizer.open(model)) {
      List<TokenizedText> tokens = TextTokens.of(tokenizer, text.documents().stream().map(d -> new TextRow(d, "")).toList(), progress, context);
      clock.lap("tokenize");
      int at = checkpoint.layer(layer);
      FiringRates rates;
      try (ResidualModel residual = ResidualModel.load(checkpoint, at, checkpoint.computeType(on), on, progress);
          Encoder encoder = dictionary.encoder(on)) {
        clock.lap("load");
        rates = RatesStep.count(tokens, tokenizer, residual, at, encoder, dictionary.info().dSae(), threshold,
            partial(checkpoint, dictionary, text), progress);
      }
      clock.lap("count");
      rates.write(out);
      clock.lap("write");
      return done(new Figures(text.documents().size(), rates.tokens(), clock.seconds()));
    }
  }

  /** Counts so far lie beside the file, under the key of what was asked. */
  private Path partial(Checkpoint checkpoint, Dictionary dictionary, Corpus text) {
    String key = ContentKey.of("rates", 1).put("model", checkpoint.sha256(Cache.standard()::sha256)).put("sae", dictionary.sha256())
        .put("corpus", text.sha256()).put("documents", documents).put("context", context).put("layer", layer)
        .put("threshold", threshold).put("device", device).hex();
    return out.toAbsolutePath().resolveSibling("." + out.getFileName() + "." + key.substring(0, 16) + ".parts");
  }
}
