package pva.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pva.model.family.Weight;
import pva.tensor.DType;
import pva.tensor.DeviceTensor;
import pva.tensor.Scope;
import pva.tensor.TensorList;
import pva.tensor.TorchProgram;

/**
 * Brings weights to a device in the form the program takes them.
 *
 * @param without a direction of the stream that no weight shall write
 */
record WeightLoader(WeightFiles files, TorchProgram program, DType compute, Optional<float[]> without) {

  TensorList list(Scope owner, List<Weight> weights) {
    return TensorList.of(weights.stream().map(w -> w.added().isPresent() && without.isPresent() ? silent(owner, w) : weight(owner, w)).toList());
  }

  /**
   * What a weight gives loses its part along the direction. Where a norm multiplies it number by number before it is added, it
   * must lose its part along the direction multiplied so: then nothing along the direction itself is left behind the norm.
   */
  private DeviceTensor silent(Scope owner, Weight weight) {
    try (Scope temporary = owner.child()) {
      DeviceTensor direction = temporary.f32(without.get(), without.get().length);
      Optional<Weight> norm = weight.added().get().norm();
      if (norm.isPresent()) {
        direction = program.call(temporary, "times", direction, weight(temporary, norm.get()));
      }
      return program.call(owner, "silent", weight(temporary, weight), direction);
    }
  }

  /** What a weight is made of is freed at once; the weight itself lives as long as its owner. */
  private DeviceTensor weight(Scope owner, Weight weight) {
    if (weight.names().size() == 1) {
      return changed(owner, weight, weight.names().get(0));
    }
    try (Scope temporary = owner.child()) {
      List<DeviceTensor> parts = weight.names().stream().map(name -> changed(temporary, weight, name)).toList();
      try (TensorList list = TensorList.of(parts)) {
        return program.call(owner, "join", list);
      }
    }
  }

  private DeviceTensor changed(Scope owner, Weight weight, String name) {
    if (weight.changes().isEmpty()) {
      return files.load(owner, name, compute);
    }
    try (Scope temporary = owner.child()) {
      DeviceTensor tensor = files.load(temporary, name, compute);
      for (Weight.Change change : weight.changes()) {
        Object[] arguments = Stream.concat(Stream.of(tensor), change.arguments().stream()).toArray();
        tensor = program.call(temporary, change.method(), arguments);
      }
      return tensor.moveTo(owner);
    }
  }
}
