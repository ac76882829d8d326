package pva.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pva.base.PvaException;
import pva.sae.DenseLatents;
import pva.sae.Dictionaries;
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
  @Option(names = "--sae", required = true, paramLabel = "S", description = "the dictionary: a file or a folder")
  Path sae;

  @Option(names = "--format", paramLabel = "F", description = "how to read it; default: detected")
  String format;

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

  @Option(names = "--device", paramLabel = "D", defaultValue = "auto", description = "auto, cpu, gpu or gpu(N)")
  String device;

  EncodeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Clock clock = new Clock();
    try (Dictionary dictionary = open();
        SafetensorsFile file = SafetensorsFile.open(activations);
        Encoder encoder = dictionary.encoder(Device.pick(DeviceChoice.parse(device)))) {
      Matrix x = file.matrix(tensor != null ? tensor : onlyMatrix(file));
      clock.lap("load");
      SparseMatrix latents = encoder.encode(x, 0f, terminal.progress());
      clock.lap("encode");
      write(encoder, latents, x);
      clock.lap("write");
      return done(new Figures(latents.rows(), 0, clock.seconds()));
    }
  }

  private Dictionary open() {
    Dictionary dictionary = Dictionaries.open(sae, Optional.ofNullable(format));
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
