package pva.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import pva.analysis.run.Cache;
import pva.model.ActivationKind;
import pva.model.ActivationStore;
import pva.model.ActivationStore.Kept;

@Command(name = "list", description = "Lists the activations that are kept, the last used first.")
final class StoreListCommand extends PvaCommand {
  StoreListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    ActivationStore store = Cache.standard().activations();
    List<Kept> all = store.list();
    if (common.json) {
      terminal.out().println(Json.text(all.stream().map(StoreCommand::values).toList()));
      return 0;
    }
    if (!all.isEmpty()) {
      terminal.out().printf(Locale.ROOT, "%-24s %-28s %-6s %-8s %-6s %9s %9s %9s  %s%n", "model", "hook", "tokens", "dtype",
          "device", "texts", "rows", "MiB", "used");
    }
    for (Kept kept : all) {
      if (kept.kind().isPresent()) {
        ActivationKind kind = kept.kind().get();
        terminal.out().printf(Locale.ROOT, "%-24s %-28s %-6s %-8s %-6s %,9d %,9d %,9.1f  %s%s%n", kind.modelId(), kind.hook(),
            StoreCommand.tokens(kind), StoreCommand.dtype(kind), kind.device(), kept.texts(), kept.rows(), mib(kept.bytes()),
            StoreCommand.seconds(kept.used()), remarks(kept));
      } else {
        terminal.out().printf(Locale.ROOT, "%s does not say what it is (%,.1f MiB)%n", kept.folder(), mib(kept.bytes()));
      }
    }
    terminal.out().printf(Locale.ROOT, "%,.1f MiB in %s%n", mib(all.stream().mapToLong(Kept::bytes).sum()), store.root());
    return 0;
  }

  private static String remarks(Kept kept) {
    return (kept.damaged() > 0 ? ", " + kept.damaged() + " damaged shards" : "") + (kept.modelGone() ? ", its model is gone" : "");
  }

  static double mib(long bytes) {
    return bytes / 1048576.0;
  }
}
