package pva.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.base.PvaException;
import pva.stats.SelfCheck;

@Command(name = "calibrate", description = {"Measures the statistics themselves: on made-up datasets in which nothing is real,"
    + " and on some with real latents.", "Rows come in tasks, latents are zero-inflated. A few minutes."})
final class CalibrateCommand extends PvaCommand {
  @Option(names = "--datasets", paramLabel = "N", defaultValue = "200", description = "of each kind; default ${DEFAULT-VALUE}")
  int datasets;

  @Option(names = "--latents", paramLabel = "N", defaultValue = "2000", description = "default ${DEFAULT-VALUE}")
  int latents;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "300", description = "default ${DEFAULT-VALUE}")
  int rows;

  @Option(names = "--real", paramLabel = "N", defaultValue = "10",
      description = "real latents of the second kind; default ${DEFAULT-VALUE}")
  int real;

  @Option(names = "--effect", paramLabel = "D", defaultValue = "0.8", description = "their Cohen's d; default ${DEFAULT-VALUE}")
  double effect;

  @Option(names = "--permutations", paramLabel = "N", defaultValue = "999", description = "default ${DEFAULT-VALUE}")
  int permutations;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
  long seed;

  CalibrateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (datasets < 1 || permutations < 1 || rows < 20 || real < 1 || latents <= real) {
      throw PvaException.usage("PVA-CLI-020", "calibrate needs datasets, permutations and real latents, at least 20 rows, and more latents"
          + " than real ones");
    }
    SelfCheck nothing = SelfCheck.run(new SelfCheck.Design(datasets, rows, latents, 0, effect, permutations, seed), threads(),
        terminal.progress());
    SelfCheck some = SelfCheck.run(new SelfCheck.Design(datasets, rows, latents, real, effect, permutations, seed), threads(),
        terminal.progress());
    if (common.json) {
      terminal.out().println(Json.text(facts(nothing, some)));
    } else {
      print(nothing, some);
    }
    return 0;
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void print(SelfCheck nothing, SelfCheck some) {
    PrintStream out = terminal.out();
    out.printf(Locale.ROOT, "%d datasets of %,d latents x %,d rows in tasks, nothing real, level 0.05:%n", datasets, latents, rows);
    out.printf(Locale.ROOT, "  max-T finds anything in                     %.3f of the datasets%n", nothing.falseFamilies());
    out.printf(Locale.ROOT, "  Benjamini-Hochberg, tasks respected, in     %.3f%n", nothing.falseTaskBh());
    out.printf(Locale.ROOT, "  Benjamini-Hochberg over rows, as SciPy, in  %.3f%n", nothing.falseRowBh());
    out.printf(Locale.ROOT, "  95 %% intervals of AUROC hold the truth in   %.3f (rows taken as independent: %.3f)%n",
        nothing.aurocCoverage(), nothing.aurocRowCoverage());
    out.printf(Locale.ROOT, "  95 %% intervals of Hedges' g in              %.3f (rows taken as independent: %.3f)%n",
        nothing.effectCoverage(), nothing.effectRowCoverage());
    out.printf(Locale.ROOT, "the same with %d real latents, d = %s:                power  false share of findings%n", real, effect);
    row("max-T", some.maxT());
    row("Benjamini-Hochberg, tasks respected", some.taskBh());
    row("Benjamini-Hochberg over rows, as SciPy", some.rowBh());
  }

  private void row(String name, SelfCheck.Found found) {
    terminal.out().printf(Locale.ROOT, "  %-48s %.3f  %.3f%n", name, found.power(), found.falseShare());
  }

  private Map<String, Object> facts(SelfCheck nothing, SelfCheck some) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("datasets", datasets);
    facts.put("latents", latents);
    facts.put("rows", rows);
    facts.put("falseFamilies", nothing.falseFamilies());
    facts.put("falseTaskBh", nothing.falseTaskBh());
    facts.put("falseRowBh", nothing.falseRowBh());
    facts.put("aurocCoverage", nothing.aurocCoverage());
    facts.put("aurocRowCoverage", nothing.aurocRowCoverage());
    facts.put("effectCoverage", nothing.effectCoverage());
    facts.put("effectRowCoverage", nothing.effectRowCoverage());
    facts.put("real", real);
    facts.put("effect", effect);
    facts.put("maxT", found(some.maxT()));
    facts.put("taskBh", found(some.taskBh()));
    facts.put("rowBh", found(some.rowBh()));
    return facts;
  }

  private static Map<String, Object> found(SelfCheck.Found found) {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("power", found.power());
    both.put("falseShare", found.falseShare());
    return both;
  }
}
