package pva.tensor;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import pva.base.PvaException;

/** Where tensors live and programs run: the CPU, or one GPU. The native engine is loaded when the first device is picked. */
public final class Device {
  private final ai.djl.Device djl;
  private final Casts casts;
  private final Upload upload;

  private Device(ai.djl.Device djl) {
    this.djl = djl;
    this.casts = new Casts(this);
    this.upload = new Upload(this, gpu());
  }

  /**
   * The device of the choice. Fails with PVA-DEV-001 when a GPU is asked for and there is none of this number, and with
   * PVA-DEV-002 when the native libraries are missing.
   */
  public static Device pick(DeviceChoice choice) {
    Engine engine = Libtorch.engine();
    if (choice instanceof DeviceChoice.Cpu) {
      return new Device(ai.djl.Device.cpu());
    }
    int gpus = engine.getGpuCount();
    if (choice instanceof DeviceChoice.Gpu gpu) {
      if (gpu.index() >= gpus) {
        throw missing(gpu, gpus);
      }
      return new Device(ai.djl.Device.gpu(gpu.index()));
    }
    return new Device(gpus > 0 ? ai.djl.Device.gpu(0) : ai.djl.Device.cpu());
  }

  private static PvaException missing(DeviceChoice.Gpu asked, int gpus) {
    if (gpus > 0) {
      return PvaException.failed("PVA-DEV-001", asked + " was asked for, but the GPUs here are 0 to " + (gpus - 1)).word("device");
    }
    return PvaException.failed("PVA-DEV-001", asked + " was asked for, but no GPU is usable here").word("device")
        .help("device auto takes a GPU where there is one, else the CPU")
        .help("a GPU needs its driver, a CUDA build of libtorch 2.7.1 named by PYTORCH_LIBRARY_PATH, "
            + "and the CUDA runtime named by jna.library.path");
  }

  /** {@code cpu}, {@code gpu(0)}. */
  public String name() {
    return gpu() ? "gpu(" + djl.getDeviceId() + ")" : "cpu";
  }

  public boolean gpu() {
    return djl.isGpu();
  }

  /** All memory of a GPU in bytes; nothing is said of the CPU. */
  public OptionalLong memory() {
    return gpu() ? OptionalLong.of(CudaUtils.getGpuMemory(djl).getMax()) : OptionalLong.empty();
  }

  /** Memory that is free now, in bytes; nothing where the system does not tell. */
  public OptionalLong free() {
    if (gpu()) {
      MemoryUsage usage = CudaUtils.getGpuMemory(djl);
      return OptionalLong.of(usage.getMax() - usage.getCommitted());
    }
    return Processor.freeMemory();
  }

  /** What works on this machine; loads the engine but never fails. */
  public static DeviceReport probe() {
    try {
      Engine engine = Libtorch.engine();
      int gpus = engine.getGpuCount();
      return new DeviceReport(Libtorch.named(), Optional.of(engine.getVersion()), Optional.empty(), stage(gpus), gpus, threads(), bf16());
    } catch (PvaException e) {
      return new DeviceReport(Libtorch.named(), Optional.empty(), Optional.of(e.getMessage()), stage(0), 0, threads(), bf16());
    }
  }

  private static DeviceReport.Gpu stage(int gpus) {
    return DeviceReport.Gpu.of(Files.exists(Path.of("/proc/driver/nvidia/version")), Libtorch.cuda(), gpus);
  }

  /** Threads that a computation on the CPU uses: {@code OMP_NUM_THREADS} where set, else the physical cores. Loads nothing. */
  public static int threads() {
    return Processor.threads();
  }

  /** Whether this CPU computes in bfloat16 itself. Loads nothing. */
  public static boolean bf16() {
    return Processor.bf16();
  }

  /** The processor as its operating system describes it, and the version of the engine: what a timing on this machine holds for. */
  public static String machine() {
    return Processor.description() + "\nlibtorch " + Libtorch.engine().getVersion();
  }

  ai.djl.Device djl() {
    return djl;
  }

  Casts casts() {
    return casts;
  }

  Upload upload() {
    return upload;
  }

  @Override
  public String toString() {
    return name();
  }
}
