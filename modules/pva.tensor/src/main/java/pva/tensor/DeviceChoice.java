package pva.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pva.base.PvaException;

/** Where tensors shall live, as a script or a command says it: {@code auto}, {@code cpu}, {@code gpu}, {@code gpu(1)}. */
public sealed interface DeviceChoice {
  /** The first GPU where there is one, else the CPU. */
  record Auto() implements DeviceChoice {
    @Override
    public String toString() {
      return "auto";
    }
  }

  record Cpu() implements DeviceChoice {
    @Override
    public String toString() {
      return "cpu";
    }
  }

  /** The GPU of this number, counted from 0. */
  record Gpu(int index) implements DeviceChoice {
    @Override
    public String toString() {
      return "gpu(" + index + ")";
    }
  }

  /** Reads {@code auto}, {@code cpu}, {@code gpu}, {@code gpu(1)} or {@code gpu:1}; fails with PVA-DEV-003 on anything else. */
  static DeviceChoice parse(String text) {
    Matcher gpu = Pattern.compile("gpu(?:\\((\\d{1,3})\\)|:(\\d{1,3}))?").matcher(text);
    if (text.equals("auto")) {
      return new Auto();
    } else if (text.equals("cpu")) {
      return new Cpu();
    } else if (gpu.matches()) {
      String index = gpu.group(1) != null ? gpu.group(1) : gpu.group(2);
      return new Gpu(index == null ? 0 : Integer.parseInt(index));
    }
    throw PvaException.usage("PVA-DEV-003", "unknown device `" + text + "`").help("write auto, cpu, gpu or gpu(1)");
  }
}
