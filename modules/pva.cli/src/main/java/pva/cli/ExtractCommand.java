package pva.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.analysis.run.Cache;
import pva.base.ContentKey;
import pva.base.PvaException;
import pva.base.Sha256;
import pva.data.Hub;
import pva.data.Place;
import pva.data.Texts;
import pva.model.Checkpoint;
import pva.model.ExtractionFigures;
import pva.model.ExtractionFile;
import pva.model.ExtractionRequest;
import pva.model.Hook;
import pva.model.HookPoint;
import pva.model.ModelSource;
import pva.model.Position;
import pva.tensor.DType;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;

@Command(name = "extract", description = "Reads the residual stream of texts after given layers, or other hooks, into a safetensors file.")
final class ExtractCommand extends PvaCommand {
  @Option(names = "--model", required = true, paramLabel = "M", description = "the model: a folder or a hub id")
  String model;

  @Option(names = "--revision", paramLabel = "R", description = "commit, branch or tag of a hub id; default: main")
  String revision;

  @Option(names = "--layer", split = ",", paramLabel = "L", description = "layers, by block, from 0; -1 = the last")
  List<Integer> layers = List.of();

  @Option(names = "--hook", split = ",", paramLabel = "H",
      description = "other places than the residual stream after the layers: resid_pre, z, attn_out, resid_mid, mlp_out; "
          + "or one whole: blocks.4.hook_mlp_out")
  List<String> hooks = List.of();

  @Option(names = "--position", required = true, paramLabel = "final|prompt|all",
      description = "which tokens: the final one, the prompt's last, or all")
  String position;

  @Option(names = "--data", required = true, paramLabel = "FILE",
      description = "texts: .parquet or .jsonl with text, or prompt and generated_code")
  Path data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the safetensors file to write")
  Path out;

  @Option(names = "--dtype", paramLabel = "T", description = "float32 or bfloat16; default: what the model was made in")
  String dtype;

  @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu or gpu(N)")
  String device;

  @Option(names = "--store", description = "take what runs have read before, and keep what is read now for them")
  boolean store;

  ExtractCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Position at = Position.parse(position);
    List<Hook> wanted = hooks();
    Place place = Place.of(model, Optional.ofNullable(revision), Path.of(""), Hub.standard());
    Checkpoint checkpoint = new ModelSource(place, 0).open(last(wanted), terminal.progress());
    Device on = Device.pick(DeviceChoice.parse(device));
    DType type = dtype == null ? checkpoint.computeType(on) : type(dtype);
    ExtractionRequest request = new ExtractionRequest(checkpoint, Texts.open(data), wanted, at, type, on, 0);
    ExtractionFigures figures = store
        ? ExtractionFile.write(request, checkpoint.sha256(Cache.standard()::sha256), Cache.standard().activations(), parts(request), out,
            terminal.progress())
        : ExtractionFile.write(request, parts(request), out, terminal.progress());
    return done(new Figures(figures.rows(), figures.tokens(), figures.seconds()));
  }

  private static int last(List<Hook> hooks) {
    return hooks.stream().anyMatch(h -> h.layer() == -1) ? -1 : hooks.stream().mapToInt(Hook::layer).max().orElseThrow();
  }

  /** The points named at each layer, or hooks by their whole names; the residual stream after each layer where none is named. */
  private List<Hook> hooks() {
    List<Hook> all = new ArrayList<>();
    for (String hook : hooks.isEmpty() ? List.of(HookPoint.RESID_POST.word()) : hooks) {
      if (hook.startsWith("blocks.")) {
        all.add(Hook.parse(hook));
      } else if (layers.isEmpty()) {
        throw PvaException.usage("PVA-CLI-008", "no layer was said")
            .help("say --layer L[,L...], or a hook whole: --hook blocks.4.hook_mlp_out");
      } else {
        all.addAll(Hook.of(hook, layers));
      }
    }
    return all;
  }

  /** Beside the file, under the key of what was asked, so that only the same question finds the parts of an interrupted run. */
  private Path parts(ExtractionRequest request) {
    String key = ContentKey.of("extract", 1)
        .put("model", request.checkpoint().sha256(Cache.standard()::sha256)).put("data", Sha256.of(data))
        .put("hooks", request.hooks().stream().map(Hook::toString).toList()).put("position", request.position().name())
        .put("dtype", request.compute().name()).put("device", request.device().name()).hex();
    return out.toAbsolutePath().resolveSibling("." + out.getFileName() + "." + key.substring(0, 16) + ".parts");
  }

  private static DType type(String name) {
    return switch (name) {
      case "float32" -> DType.F32;
      case "bfloat16" -> DType.BF16;
      default -> throw PvaException.usage("PVA-CLI-005", "unknown dtype `" + name + "`").help("write float32 or bfloat16");
    };
  }
}
