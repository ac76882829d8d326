package pva.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pva.base.PvaException;

/**
 * A TorchScript class {@code M} compiled once on a device, from its source in the serialised dialect: {@code self} is
 * {@code __torch__.M}, every optional argument is written out, and arguments have types.
 *
 * <p>Arguments of a call: {@link DeviceTensor}, {@link TensorList}, Boolean, Integer or Long (int), Float or Double
 * (float), long[] (List[int]). A result that is only a view of an argument on mapped pages is valid while that argument is.
 */
public final class TorchProgram implements AutoCloseable {
  private final PtNDManager manager;
  private final PtSymbolBlock block;

  private TorchProgram(PtNDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /** Fails with PVA-DEV-004 where the source does not compile. */
  public static TorchProgram compile(Device device, String source) {
    PtNDManager manager = (PtNDManager) NDManager.newBaseManager(device.djl(), "PyTorch");
    try {
      // a Model would make a temporary folder for each program, and a killed process leaves them all
      return new TorchProgram(manager, JniUtils.loadModule(manager, new ByteArrayInputStream(TorchArchive.of(source)), false, false));
    } catch (IOException | EngineException e) {
      manager.close();
      throw PvaException.failed("PVA-DEV-004", "a tensor program does not compile: " + e.getMessage()).because(e);
    }
  }

  /**
   * Calls a method that returns one tensor, which {@code owner} then owns. Fails with PVA-DEV-005 where the engine refuses,
   * and with PVA-DEV-006 where memory ends.
   */
  public DeviceTensor call(Scope owner, String method, Object... args) {
    return run(method, args, out -> new DeviceTensor(out.toTensor(owner.manager()), owner));
  }

  /** Calls a method that returns List[Tensor]; {@code owner} then owns them. Fails as {@link #call} does. */
  public List<DeviceTensor> callList(Scope owner, String method, Object... args) {
    return run(method, args, out -> {
      List<DeviceTensor> tensors = new ArrayList<>();
      for (PtNDArray a : out.toTensorArray(owner.manager())) {
        tensors.add(new DeviceTensor(a, owner));
      }
      return List.copyOf(tensors);
    });
  }

  /** Everything made for one call is freed here; a result holds its own reference. */
  private <T> T run(String method, Object[] args, Function<IValue, T> result) {
    List<IValue> made = new ArrayList<>();
    try {
      IValue[] in = new IValue[args.length];
      for (int i = 0; i < in.length; i++) {
        in[i] = argument(args[i], made);
      }
      try (IValue out = IValueUtils.runMethod(block, method, in)) {
        return result.apply(out);
      }
    } catch (EngineException e) {
      throw failure(method, e);
    } finally {
      made.forEach(IValue::close);
    }
  }

  private static IValue argument(Object a, List<IValue> made) {
    if (a instanceof TensorList list) {
      return list.value();
    }
    IValue v;
    if (a instanceof DeviceTensor t) {
      v = IValue.from(t.array());
    } else if (a instanceof Boolean b) {
      v = IValue.from(b.booleanValue());
    } else if (a instanceof Double || a instanceof Float) {
      v = IValue.from(((Number) a).doubleValue());
    } else if (a instanceof Integer || a instanceof Long) {
      v = IValue.from(((Number) a).longValue());
    } else if (a instanceof long[] longs) {
      v = IValue.listFrom(longs);
    } else {
      throw new IllegalArgumentException("a tensor program takes no " + (a == null ? "null" : a.getClass().getName()));
    }
    made.add(v);
    return v;
  }

  static PvaException failure(String method, EngineException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("out of memory") || text.contains("can't allocate memory")) {
      return PvaException.failed("PVA-DEV-006", "the device has not enough memory for `" + method + "`")
          .help("use bfloat16, a smaller batch, or another device").because(e);
    }
    String[] lines = text.lines().filter(l -> !l.isBlank()).toArray(String[]::new);
    // libtorch puts the trace through the program first and the reason last
    String reason = lines.length == 0 ? "no reason given" : lines[lines.length - 1].strip();
    return PvaException.failed("PVA-DEV-005", "`" + method + "` failed on the device: " + reason).because(e);
  }

  @Override
  public void close() {
    manager.close();
  }
}
