package pva.tensor;

/**
 * The few conversions that the engine's Java interface lacks or gets wrong: it aborts the whole JVM on bfloat16, so such
 * tensors are made of words of two bytes, and turned back to float32, inside a program.
 */
final class Casts {
  private static final String SOURCE = """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def host_room(self: __torch__.M, n: int, dtype: int, locked: bool) -> Tensor:
          return torch.empty([n], dtype=dtype, layout=None, device=torch.device("cpu"), pin_memory=locked, memory_format=None)
        def onto(self: __torch__.M, host: Tensor, here: Tensor, beside: bool) -> Tensor:
          return torch.to(host, here.device, host.dtype, beside, False, None)
        def as_bf16(self: __torch__.M, words: Tensor) -> Tensor:
          return torch.view_copy(words, dtype=15)
        def to(self: __torch__.M, x: Tensor, dtype: int) -> Tensor:
          return torch.to(x, dtype, False, False, None)
        def shaped(self: __torch__.M, x: Tensor, shape: List[int]) -> Tensor:
          return torch.reshape(x, shape)
        def room(self: __torch__.M, like: Tensor, n: int, dtype: int) -> Tensor:
          return torch.zeros([n], dtype=dtype, layout=None, device=like.device, pin_memory=None)
        def put(self: __torch__.M, flat: Tensor, piece: Tensor, at: int) -> Tensor:
          return torch.copy_(torch.narrow(flat, 0, at, torch.numel(piece)), piece)
        def host(self: __torch__.M, x: Tensor, dtype: int) -> Tensor:
          return torch.reshape(torch.contiguous(torch.to(x, torch.device("cpu"), dtype, False, False, None)), [-1])
        def piece(self: __torch__.M, flat: Tensor, at: int, n: int) -> Tensor:
          return torch.narrow(flat, 0, at, n)
      """;

  private final Device device;
  private TorchProgram program;

  Casts(Device device) {
    this.device = device;
  }

  /** The engine's number for a type, as programs use it. */
  static int number(DType dtype) {
    return switch (dtype) {
      case U8 -> 0;
      case I8 -> 1;
      case I16 -> 2;
      case I32 -> 3;
      case I64 -> 4;
      case F16 -> 5;
      case F32 -> 6;
      case F64 -> 7;
      case BOOL -> 11;
      case BF16 -> 15;
      default -> throw new IllegalArgumentException(dtype + " does not go to a device");
    };
  }

  DeviceTensor call(Scope owner, String method, Object... args) {
    return program().call(owner, method, args);
  }

  private synchronized TorchProgram program() {
    if (program == null) {
      program = TorchProgram.compile(device, SOURCE);
    }
    return program;
  }
}
