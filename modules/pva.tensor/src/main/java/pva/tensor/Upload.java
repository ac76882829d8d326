package pva.tensor;

import java.nio.ByteBuffer;
import java.util.function.ObjLongConsumer;
import pva.base.PvaException;

/**
 * Numbers on their way from the host to a device, piece by piece.
 *
 * <p>To a GPU they go through page-locked memory, from which the card fetches them while this thread goes on: it fills the next piece, or
 * prepares the next batch. The engine hands such memory out again only when the card is done with it. Where the system gives none, or
 * there is no GPU, memory is plain and a copy is waited for; the numbers are the same.
 */
final class Upload {
  /** Bytes of a piece. */
  static final int PIECE = 1 << 24;

  private final Device device;
  private DeviceTensor here;
  private boolean locked;

  Upload(Device device, boolean locked) {
    this.device = device;
    this.locked = locked;
  }

  /** Whether memory of the host is page-locked; not any more once the system refused. */
  synchronized boolean locked() {
    return locked;
  }

  /**
   * Makes a tensor of {@code bytes} bytes of {@code stored} numbers in the type {@code compute}.
   *
   * @param piece bytes at once, a multiple of the size of a number
   * @param source fills a direct buffer in native order with the bytes from a place on
   */
  DeviceTensor send(Scope owner, DType stored, DType compute, long bytes, int piece, ObjLongConsumer<ByteBuffer> source, long... shape) {
    Casts casts = device.casts();
    try (Scope whole = owner.child()) {
      // what stays is made before what goes, so that memory is left in one piece
      DeviceTensor room = casts.call(whole, "room", here(), bytes / stored.bytes(), Casts.number(compute));
      DeviceTensor first = host(whole, stored, Math.min(piece, bytes));
      for (long at = 0; at < bytes; at += piece) {
        try (Scope s = whole.child()) {
          // locked memory is still being read when the next piece is filled
          DeviceTensor host = at > 0 && locked() ? host(s, stored, Math.min(piece, bytes - at)) : first;
          DeviceTensor there = there(s, host, stored, compute, (int) Math.min(piece, bytes - at), at, source);
          casts.call(s, "put", room, there, at / stored.bytes());
        }
      }
      return casts.call(owner, "shaped", room, shape);
    }
  }

  /** A piece on the device, in the type of the computation. */
  private DeviceTensor there(Scope s, DeviceTensor host, DType stored, DType compute, int bytes, long at,
      ObjLongConsumer<ByteBuffer> source) {
    source.accept(host.bytes().limit(bytes), at);
    DeviceTensor filled = device.casts().call(s, "piece", host, 0, bytes / stored.bytes());
    DeviceTensor there = device.casts().call(s, "onto", filled, here(), locked());
    there = stored == DType.BF16 ? device.casts().call(s, "as_bf16", there) : there;
    return stored == compute ? there : device.casts().call(s, "to", there, Casts.number(compute));
  }

  /** Room for a piece. bfloat16 comes as words of two bytes, for the engine's Java interface does not know it. */
  private synchronized DeviceTensor host(Scope s, DType stored, long bytes) {
    int dtype = Casts.number(stored == DType.BF16 ? DType.I16 : stored);
    if (locked) {
      try {
        return device.casts().call(s, "host_room", bytes / stored.bytes(), dtype, true);
      } catch (PvaException e) {
        locked = false;
      }
    }
    return device.casts().call(s, "host_room", bytes / stored.bytes(), dtype, false);
  }

  /** Any tensor on the device: a program makes others only where one lies. */
  private synchronized DeviceTensor here() {
    if (here == null) {
      here = Scope.on(device).blank();
    }
    return here;
  }
}
