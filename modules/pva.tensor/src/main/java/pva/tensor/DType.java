package pva.tensor;

import java.util.Optional;

/** The type of a tensor's elements, under the names of the safetensors format. */
public enum DType {
  F64(8), F32(4), F16(2), BF16(2), F8_E4M3(1), F8_E5M2(1),
  I64(8), I32(4), I16(2), I8(1), U64(8), U32(4), U16(2), U8(1), BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The type of this name, or nothing where the format knows no such type. */
  public static Optional<DType> named(String name) {
    for (DType t : values()) {
      if (t.name().equals(name)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether {@link TensorFile#matrix} and {@link TensorFile#vector} can read it: F64, F32, F16 and BF16. */
  public boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }
}
