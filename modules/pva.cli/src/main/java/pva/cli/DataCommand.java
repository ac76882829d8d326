package pva.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pva.data.Dataset;
import pva.data.Datasets;
import pva.data.OverviewText;

@Command(name = "data", description = "Shows a dataset: rows, columns, correct, incorrect, success rate, first rows.")
final class DataCommand extends PvaCommand {
  @Parameters(paramLabel = "PATH", defaultValue = "data/datasets",
      description = "a file, a folder (its newest dataset_*.parquet) or a pattern; default ${DEFAULT-VALUE}")
  String path;

  DataCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Dataset dataset = Datasets.open(path, Path.of(""));
    dataset.warnings().forEach(w -> terminal.err().println("warning: " + w));
    terminal.out().print(common.json ? Json.text(dataset.overview().values()) + "\n" : OverviewText.render(dataset));
    return 0;
  }
}
