package pva.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.generate.Generation;
import pva.analysis.generate.GenerationResult;
import pva.analysis.spec.GenerationSpec;
import pva.analysis.spec.ModelSpec;
import pva.base.PvaException;
import pva.code.PromptTemplate;
import pva.model.Sampling;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

@Command(name = "generate",
    description = "Phase 1: solutions by a model, tested, as a dataset; an interrupted run goes on where it stopped.")
final class GenerateCommand extends PvaCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "the model: a folder or a hub id")
  String model;

  @Option(names = "--revision", paramLabel = "R", description = "commit, branch or tag of a hub id")
  String revision;

  @Option(names = "--problems", required = true, paramLabel = "FILE",
      description = "MBPP, HumanEval or your own problems: .jsonl, .parquet, or a hub dataset")
  String problems;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "gets dataset_MODEL_TIME.parquet")
  Path out;

  @Option(names = "--start", paramLabel = "A", defaultValue = "0",
      description = "first row of the problems, from 0; default ${DEFAULT-VALUE}")
  int start;

  @Option(names = "--end", paramLabel = "B", description = "last row, inclusive; default: the last of the file")
  Integer end;

  @Option(names = "--prompt", paramLabel = "NAME", defaultValue = "solution",
      description = "solution, notebook, header, few-shot, chat, or a text with {text}, {tests}, {function}; default ${DEFAULT-VALUE}")
  String prompt;

  @Option(names = "--max-new-tokens", paramLabel = "N", defaultValue = "512",
      description = "a solution ends after so many; default ${DEFAULT-VALUE}")
  int maxNewTokens;

  @Option(names = "--stop", paramLabel = "WHERE", defaultValue = "function",
      description = "function: where the first function ends; end-token: only where the model ends; default ${DEFAULT-VALUE}")
  String stop;

  @Option(names = "--temperature", paramLabel = "T", defaultValue = "0",
      description = "0: always the likeliest token; default ${DEFAULT-VALUE}")
  double temperature;

  @Option(names = "--top-p", paramLabel = "P", defaultValue = "1",
      description = "sample among the likeliest tokens with this probability; default ${DEFAULT-VALUE}")
  double topP;

  @Option(names = "--samples", paramLabel = "N", defaultValue = "1", description = "solutions for each problem; default ${DEFAULT-VALUE}")
  int samples;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "of the sampling; default ${DEFAULT-VALUE}")
  long seed;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "5",
      description = "processor time of the tests of one solution; default ${DEFAULT-VALUE}")
  double timeout;

  @Option(names = "--dtype", paramLabel = "T", description = "float32 or bfloat16; default: what the model was made in")
  String dtype;

  @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu or gpu(N)")
  String device;

  GenerateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (!stop.equals("function") && !stop.equals("end-token")) {
      throw PvaException.usage("PVA-CLI-011", "--stop is function or end-token, not " + stop);
    }
    ModelSpec named = new ModelSpec(model, Optional.ofNullable(revision), Optional.ofNullable(dtype).map(GenerateCommand::type));
    GenerationSpec spec = GenerationSpec.of(Path.of("generate"), "").model(named).device(DeviceChoice.parse(device)).problems(problems)
        .prompt(PromptTemplate.of(prompt)).rows(start, end == null ? OptionalInt.empty() : OptionalInt.of(end)).maxNewTokens(maxNewTokens)
        .wholeFunction(stop.equals("function")).sampling(new Sampling(temperature, topP, seed), samples).timeout(timeout).build();
    GenerationResult result = Generation.run(spec, out, terminal.progress());
    result.lines().forEach((common.json ? terminal.err() : terminal.out())::println);
    return done(new Figures(result.rows(), result.tokens(), result.seconds()));
  }

  private static DType type(String name) {
    return switch (name) {
      case "float32" -> DType.F32;
      case "bfloat16" -> DType.BF16;
      default -> throw PvaException.usage("PVA-CLI-005", "unknown dtype `" + name + "`").help("write float32 or bfloat16");
    };
  }
}
