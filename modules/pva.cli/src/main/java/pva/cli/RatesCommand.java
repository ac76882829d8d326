package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pva.analysis.run.Cache;
import pva.analysis.spec.HookContract;
import pva.analysis.step.RatesStep;
import pva.base.ContentKey;
import pva.base.Progress;
import pva.base.PvaException;
import pva.data.Corpus;
import pva.data.Hub;
import pva.data.Place;
import pva.data.TextRow;
import pva.model.Checkpoint;
import pva.model.Hook;
import pva.model.ModelSource;
import pva.model.ResidualModel;
import pva.model.TextTokens;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Dictionary;
import pva.sae.Encoder;
import pva.sae.FiringRates;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;

@Command(name = "rates", description = "Counts on how many tokens of general text each latent fires.")
final class RatesCommand extends PvaCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "the model: a folder or a hub id")
  String model;

  @Option(names = "--sae", required = true, paramLabel = "S",
      description = "the dictionary: a file or a folder, a hub id, or a folder of one: ID/FOLDER")
  String sae;

  @Mixin
  SaeChoice choice = new SaeChoice();

  @Option(names = "--layer", required = true, paramLabel = "L",
      description = "the block whose residual stream, or other hook, it reads; -1 = the last")
  int layer;

  @Option(names = "--corpus", required = true, paramLabel = "FILE", description = "general text: JSON lines with text")
  Path corpus;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the Parquet table to write")
  Path out;

  @Option(names = "--threshold", paramLabel = "T", defaultValue = "0.05",
      description = "at or below it a latent does not fire; default ${DEFAULT-VALUE}")
  float threshold;

  @Option(names = "--documents", paramLabel = "N", description = "only the first N documents")
  int documents;

  @Option(names = "--context", paramLabel = "N", description = "only the first N tokens of each document")
  int context;

  @Option(names = "--force", description = "count with a dictionary that names the residual stream after another block")
  boolean force;

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
    Checkpoint checkpoint = new ModelSource(Place.of(model, Optional.empty(), Path.of(""), Hub.standard()), 0).open(layer, progress);
    int at = checkpoint.layer(layer);
    Device on = Device.pick(DeviceChoice.parse(device));
    try (Dictionary dictionary = choice.open(sae, OptionalInt.of(at), terminal);
        Tokenizer tokenizer = Tokenizer.open(checkpoint.folder())) {
      Hook hook = HookContract.at(dictionary.info(), at);
      check(dictionary, hook);
      List<TokenizedText> tokens = TextTokens.of(tokenizer, text.documents().stream().map(d -> new TextRow(d, "")).toList(),
          progress, context);
      clock.lap("tokenize");
      FiringRates rates;
      try (ResidualModel residual = ResidualModel.load(checkpoint, at, checkpoint.computeType(on), on, progress);
          Encoder encoder = dictionary.encoder(on)) {
        clock.lap("load");
        RatesStep.Counted counted = new RatesStep.Counted(hook, encoder, partial(checkpoint, dictionary, text));
        rates = RatesStep.count(tokens, tokenizer, residual, List.of(counted), threshold, progress).get(0);
      }
      clock.lap("count");
      rates.write(out);
      clock.lap("write");
      return done(new Figures(text.documents().size(), rates.tokens(), clock.seconds()));
    }
  }

  private void check(Dictionary dictionary, Hook hook) {
    try {
      HookContract.check(dictionary.info(), Optional.of(hook));
    } catch (PvaException e) {
      if (!force) {
        throw e;
      }
      terminal.progress().note("forced to go on: " + e.getMessage());
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
