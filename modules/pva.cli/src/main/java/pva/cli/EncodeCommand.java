package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pva.analysis.spec.HookContract;
import pva.base.PvaException;
import pva.model.Hook;
import pva.sae.DenseLatents;
import pva.sae.Dictionary;
import pva.sae.Encoder;
import pva.tensor.Device;
import pva.tensor.DeviceChoice;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;
import pva.tensor.SafetensorsWriter;
import pva.tensor.SparseMatrix;
import pva.tensor.TensorInfo;

@Command(name = "encode", description = "Encodes given activations with a dictionary: latents by its own rule, as sparse rows.")
final class EncodeCommand extends PvaCommand {
  @Option(names = "--sae", required = true, paramLabel = "S",
      description = "the dictionary: a file or a folder, a hub id, or a folder of one: ID/FOLDER")
  String sae;

  @Option(names = "--layer", paramLabel = "L", description = "the layer, where dictionaries of several lie there")
  Integer layer;

  @Mixin
  SaeChoice choice = new SaeChoice();

  @Option(names = "--activations", required = true, paramLabel = "FILE", description = "safetensors with the activations [rows, d]")
  Path activations;

  @Option(names = "--tensor", paramLabel = "NAME", description = "which tensor of the file; default: its only matrix")
  String tensor;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the safetensors file to write")
  Path out;

  @Option(names = "--dense", description = "write acts [rows, d_sae] instead of sparse rows")
  boolean dense;

  @Option(names = "--decode", description = "add recon [rows, d_out]")
  boolean decode;

  @Option(names = "--norm-factor", paramLabel = "S",
      description = "the published norm_scaling_factor of a dictionary with expected_average_only_in, which is in no file of it")
  Double normFactor;

  @Option(names = "--force", description = "encode a tensor of another hook than the one the dictionary names")
  boolean force;

  @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu or gpu(N)")
  String device;

  EncodeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Device on = Device.pick(DeviceChoice.parse(device));
    Clock clock = new Clock(); // starting the engine is no part of the work, as importing one is none of a script's
    try (Dictionary dictionary = open();
        SafetensorsFile file = SafetensorsFile.open(activations);
        Encoder encoder = dictionary.encoder(on)) {
      String name = tensor != null ? tensor : onlyMatrix(file);
      check(dictionary, given(file, name));
      Matrix x = file.matrix(name);
      clock.lap("load");
      SparseMatrix latents = encoder.encode(x, 0f, terminal.progress());
      clock.lap("encode");
      write(encoder, latents, x);
      clock.lap("write");
      return done(new Figures(latents.rows(), 0, clock.seconds()));
    }
  }

  /** What the tensor holds, as the extraction wrote it down, else by its name. */
  private static Optional<Hook> given(SafetensorsFile file, String tensor) {
    return Optional.ofNullable(file.metadata().get("hook:" + tensor)).map(Hook::parse).or(() -> Hook.ofTensor(tensor));
  }

  private void check(Dictionary dictionary, Optional<Hook> given) {
    try {
      HookContract.check(dictionary.info(), given);
    } catch (PvaException e) {
      if (!force) {
        throw e.at(dictionary.info().path());
      }
      terminal.progress().note("forced to go on: " + e.getMessage());
    }
  }

  private Dictionary open() {
    Dictionary dictionary = choice.open(sae, layer == null ? OptionalInt.empty() : OptionalInt.of(layer), terminal);
    if (normFactor != null) {
      return dictionary.withFactor(normFactor);
    }
    if (dictionary.info().details().getOrDefault("norm_scaling_factor", "").startsWith("unknown")) {
      terminal.progress().note("this dictionary was made for activations scaled by a factor that is in no file of it; nothing is scaled."
          + " Its publisher's registry has it: --norm-factor");
    }
    return dictionary;
  }

  private void write(Encoder encoder, SparseMatrix latents, Matrix x) {
    if (!dense && !decode) {
      latents.write(out);
      return;
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    if (dense) {
      writer.f32("acts", new DenseLatents(latents));
    } else {
      latents.addTo(writer);
    }
    if (decode) {
      writer.f32("recon", encoder.decode(latents, x));
    }
    writer.write(out);
  }

  private static String onlyMatrix(SafetensorsFile file) {
    List<String> matrices = file.tensors().values().stream()
        .filter(t -> t.shape().size() == 2 && t.dtype().floating()).map(TensorInfo::name).toList();
    if (matrices.size() != 1) {
      throw PvaException.usage("PVA-CLI-002", matrices.isEmpty() ? "the file holds no matrix of activations"
          : "the file holds several matrices: " + String.join(", ", matrices)).at(file.path()).help("name one with --tensor");
    }
    return matrices.get(0);
  }
}
