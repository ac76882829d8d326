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
 * @param packs whether matrices are packed for the processor; one is packed at a time, so memory holds them once
 */
record WeightLoader(WeightFiles files, TorchProgram program, DType compute, Optional<float[]> without, boolean packs) {
  /** Rows of activations that packed weights are made for; other numbers of rows run as well. */
  static final int ROWS = 512;

  TensorList list(Scope owner, List<Weight> weights) {
    return TensorList.of(weights.stream().map(w -> packs ? packed(owner, w) : finished(owner, w)).toList());
  }

  private DeviceTensor packed(Scope owner, Weight weight) {
    DeviceTensor plain = finished(owner, weight);
    if (plain.shape().length != 2) {
      return plain;
    }
    try (plain) {
      return program.call(owner, "packed", plain, ROWS);
    }
  }

  private DeviceTensor finished(Scope owner, Weight weight) {
    return weight.added().isPresent() && without.isPresent() ? silent(owner, weight) : weight(owner, weight);
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
      boolean stays = !packs && weight.names().size() == 1;
      return stays ? files.load(owner, name, compute) : files.copied(owner, name, compute);
    }
    try (Scope temporary = owner.child()) {
      DeviceTensor tensor = files.copied(temporary, name, compute);
      for (Weight.Change change : weight.changes()) {
        Object[] arguments = Stream.concat(Stream.of(tensor), change.arguments().stream()).toArray();
        tensor = program.call(temporary, change.method(), arguments);
      }
      return tensor.moveTo(owner);
    }
  }
}
