package pva.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.run.Cache;
import pva.base.PvaException;
import pva.model.ActivationStore;
import pva.model.ActivationStore.Kept;
import pva.model.StoreCleaning;

@Command(name = "gc", description = "Says which activations may go, and deletes them with --yes. They can always be computed again.")
final class StoreGcCommand extends PvaCommand {
  @Option(names = "--gone", description = "those of models whose folder is no longer where it was")
  boolean gone;

  @Option(names = "--unused", paramLabel = "DAYS", description = "those that nobody read for this many days")
  Integer unused;

  @Option(names = "--keep", paramLabel = "GIB", description = "the longest unused ones, until at most this much stays")
  Double keep;

  @Option(names = "--yes", description = "delete them")
  boolean yes;

  StoreGcCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (unused != null && unused < 0 || keep != null && !(keep >= 0)) {
      throw PvaException.usage("PVA-CLI-010", unused != null && unused < 0 ? "--unused takes days from 0 on, not " + unused
          : "--keep takes GiB from 0 on, not " + keep);
    }
    StoreCleaning cleaning = new StoreCleaning(gone, Optional.ofNullable(unused).map(Duration::ofDays),
        keep == null ? OptionalLong.empty() : OptionalLong.of((long) (keep * (1L << 30))));
    ActivationStore store = Cache.standard().activations();
    Map<Kept, String> goes = cleaning.of(store.list(), Instant.now());
    if (!common.json) {
      goes.forEach((kept, why) -> terminal.out()
          .printf(Locale.ROOT, "%s: %s, %,.1f MiB%n", name(kept), why, StoreListCommand.mib(kept.bytes())));
    }
    List<Kept> deleted = new ArrayList<>();
    if (yes) {
      goes.keySet().stream().filter(store::delete).forEach(deleted::add);
    }
    say(goes, deleted);
    return 0;
  }

  private static String name(Kept kept) {
    return kept.kind().map(k -> k.modelId() + " " + k.hook() + ", " + StoreCommand.tokens(k) + " token, " + StoreCommand.dtype(k)
        + " on " + k.device()).orElse(kept.folder().toString());
  }

  private void say(Map<Kept, String> goes, List<Kept> deleted) {
    long bytes = (yes ? deleted : goes.keySet()).stream().mapToLong(Kept::bytes).sum();
    if (common.json) {
      List<Map<String, Object>> lines = new ArrayList<>();
      goes.forEach((kept, why) -> {
        Map<String, Object> line = new LinkedHashMap<>(StoreCommand.values(kept));
        line.put("why", why);
        line.put("deleted", deleted.contains(kept));
        lines.add(line);
      });
      terminal.out().println(Json.text(lines));
    } else if (goes.isEmpty()) {
      terminal.out().println("nothing to delete");
    } else if (yes) {
      int busy = goes.size() - deleted.size();
      terminal.out().printf(Locale.ROOT, "deleted %,.1f MiB%s%n", StoreListCommand.mib(bytes),
          busy > 0 ? "; " + busy + " in use were left" : "");
    } else {
      terminal.out().printf(Locale.ROOT, "%,.1f MiB would be freed: say --yes to delete them%n", StoreListCommand.mib(bytes));
    }
  }
}
