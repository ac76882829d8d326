package pva.analysis.spec;

import java.util.Objects;
import java.util.Optional;
import pva.base.PvaException;
import pva.tensor.DType;

/**
 * The language model.
 *
 * @param id a Hugging Face id ({@code google/gemma-2-9b}) or a folder, relative to the script
 * @param revision commit or branch of a hub id; empty = the newest in the local hub cache
 * @param dtype what it computes in, F32 or BF16; empty = F32
 */
public record ModelSpec(String id, Optional<String> revision, Optional<DType> dtype) {
  public ModelSpec {
    Objects.requireNonNull(revision);
    Objects.requireNonNull(dtype);
    if (id == null || id.isBlank()) {
      throw PvaException.usage("PVA-RUN-001", "the model's name is empty").word("model");
    }
    dtype.filter(t -> t != DType.F32 && t != DType.BF16).ifPresent(t -> {
      throw PvaException.usage("PVA-RUN-002", "a model computes in float32 or bfloat16, not " + t).word("model");
    });
  }

  public static ModelSpec of(String id) {
    return new ModelSpec(id, Optional.empty(), Optional.empty());
  }

  /** What the model computes in. */
  public DType compute() {
    return dtype.orElse(DType.F32);
  }
}
