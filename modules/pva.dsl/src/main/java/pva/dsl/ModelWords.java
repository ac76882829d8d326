package pva.dsl;

import java.util.Map;
import pva.dsl.Named.Setting;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** The words that say which model is asked, and where. */
public interface ModelWords {
  @Describe(
      says = "The language model: a Hugging Face id, or a local folder relative to the script.",
      forms = {"model 'google/gemma-2-9b'", "model 'google/gemma-2-9b', revision: 'main', dtype: bfloat16"},
      defaults = "google/gemma-2-9b")
  void model(String id);

  void model(
      @Named({
        @Setting(name = "revision", type = String.class, says = "the branch, tag or commit of the Hugging Face repository"),
        @Setting(name = "dtype", type = DType.class, says = "float32 or bfloat16, the type to compute in; float32 where not said")
      }) Map<String, ?> settings,
      String id);

  @Describe(says = "Compute in 32-bit floating point.", forms = "model 'google/gemma-2-9b', dtype: float32")
  DType getFloat32();

  @Describe(says = "Compute in bfloat16: half the memory, faster on hardware that has it.",
      forms = "model 'google/gemma-2-9b', dtype: bfloat16")
  DType getBfloat16();

  @Describe(says = "Where tensors live.", forms = {"device auto", "device cpu", "device gpu", "device gpu(1)"}, defaults = "auto")
  void device(DeviceChoice where);

  @Describe(says = "The first GPU if there is one, else the CPU.", forms = "device auto")
  DeviceChoice getAuto();

  @Describe(says = "The CPU, also where there is a GPU.", forms = "device cpu")
  DeviceChoice getCpu();

  @Describe(says = "A GPU, by its index; the first where none is named.", forms = {"device gpu", "device gpu(1)"})
  DeviceChoice getGpu();

  DeviceChoice gpu(@Within(min = 0) int index);
}
