package pva.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import pva.analysis.run.Cache;
import pva.data.Hub;
import pva.model.Tokenizer;
import pva.stats.LinearAlgebra;
import pva.tensor.Device;
import pva.tensor.DeviceReport;

@Command(name = "doctor", description = "Says what works on this machine and what to do about the rest.")
final class DoctorCommand extends PvaCommand {
  DoctorCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    DeviceReport device = Device.probe();
    findings.add(engine(device));
    findings.add(tokenizer(Tokenizer.problem()));
    findings.add(algebra(LinearAlgebra.probe()));
    findings.add(gpu(device));
    findings.add(threads(device));
    findings.add(bfloat16(device));
    findings.add(folder("cache", Cache.standard().root(), "set PVA_CACHE to a folder that can be written"));
    findings.add(hub());
    findings.addAll(SandboxFindings.look());
    if (common.json) {
      terminal.out().println(Json.text(findings.stream()
          .map(f -> Map.of("what", f.what(), "fine", f.fine(), "seen", f.seen(), "advice", f.advice())).toList()));
    } else {
      findings.forEach(this::print);
    }
    return findings.get(0).fine() && findings.get(1).fine() ? 0 : 1;
  }

  private void print(Finding f) {
    terminal.out().printf(Locale.ROOT, "%-4s %-10s %s%n", f.fine() ? "ok" : "--", f.what(), f.seen());
    if (!f.fine()) {
      terminal.out().printf(Locale.ROOT, "                -> %s%n", f.advice());
    }
  }

  private static Finding java() {
    boolean fine = Runtime.version().feature() >= 17;
    return new Finding("Java", fine, Runtime.version() + ", " + System.getProperty("java.home"), "set PVA_JAVA_HOME to a JDK 17 or newer");
  }

  private static Finding engine(DeviceReport d) {
    String libraries = d.libraries().map(folder -> " from " + folder).orElse("");
    return new Finding("engine", d.engine().isPresent(),
        d.engine().map(v -> "libtorch " + v).orElse(d.problem().orElse("not found")) + libraries,
        "build again (scripts/pva does), or set PYTORCH_LIBRARY_PATH to a folder with libtorch 2.7.1 and its DJL library");
  }

  static Finding tokenizer(Optional<String> problem) {
    return new Finding("tokenizer", problem.isEmpty(), problem.orElse("DJL tokenizers 0.36.0"),
        "build again (scripts/pva does), or set RUST_LIBRARY_PATH to the libtokenizers.so of DJL 0.36.0");
  }

  static Finding algebra(LinearAlgebra a) {
    return new Finding("algebra", a.problem().isEmpty(), a.problem().orElseGet(() -> "ND4J " + LinearAlgebra.VERSION + " from "
        + a.libraries().get() + ", its links in " + a.links().get()), "only a split and a steering study need it; build again (scripts/pva does), or set "
        + "ND4J_LIBRARY_PATH to a folder with the libraries of ND4J " + LinearAlgebra.VERSION);
  }

  private static Finding gpu(DeviceReport d) {
    return switch (d.gpu()) {
      case USABLE -> new Finding("GPU", true, d.gpus() + " usable: device gpu, gpu(1), ...", "");
      case NO_DRIVER -> new Finding("GPU", false, "no NVIDIA driver on this machine; everything runs on the CPU",
          "nothing to do without such a card; with one, install its driver first, then follow docs/how-to/gpu.md");
      case CPU_LIBRARIES -> new Finding("GPU", false, "there is a driver, but the engine's libraries are those for the CPU",
          "install the CUDA build of libtorch 2.7.1 as docs/how-to/gpu.md says, and name its folder: PYTORCH_LIBRARY_PATH=SITE/torch/lib");
      case NOT_SEEN -> new Finding("GPU", false, "a driver and a CUDA build of the engine, but the engine sees no GPU",
          "name the CUDA runtime: PVA_OPTS=-Djna.library.path=SITE/nvidia/cuda_runtime/lib; CUDA 12 needs a driver of version 525 or newer");
    };
  }

  private static Finding threads(DeviceReport d) {
    boolean passive = "PASSIVE".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"));
    return new Finding("threads", passive, d.threads() + " for computing (OMP_NUM_THREADS), " + Runtime.getRuntime().availableProcessors()
        + " processors, wait policy " + Optional.ofNullable(System.getenv("OMP_WAIT_POLICY")).orElse("not set"),
        "start through scripts/pva or bin/pva, which set OMP_WAIT_POLICY=PASSIVE: waiting threads must not spin on a shared machine");
  }

  private static Finding bfloat16(DeviceReport d) {
    return new Finding("bfloat16", d.bf16(), d.bf16() ? "computed by the processor" : "not in this processor", "use float32, or a GPU");
  }

  private static Finding hub() {
    return folder("hub", Hub.standard().cache(), "set HF_HOME to a folder that can be written");
  }

  private static Finding folder(String what, Path folder, String advice) {
    Path existing = folder.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean fine = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    return new Finding(what, fine, folder + (Files.exists(folder) ? "" : " (not there yet)") + (fine ? "" : ", cannot be written"), advice);
  }
}
