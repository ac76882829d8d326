package pva.model;

import pva.tensor.DeviceTensor;

/** What the tokens of a batch can see, and how they run through the blocks therefore. Results are the caller's to close. */
interface Attention extends AutoCloseable {
  /** The stream [texts, columns, hidden] after a block. */
  DeviceTensor block(int layer, DeviceTensor stream);

  /** What the heads of a block give, [texts, columns, width]. */
  DeviceTensor z(int layer, DeviceTensor stream);

  /** The stream after the blocks from {@code first} to before {@code end}; closes the stream it is given. */
  default DeviceTensor blocks(int first, int end, DeviceTensor stream) {
    DeviceTensor x = stream;
    for (int layer = first; layer < end; layer++) {
      DeviceTensor y = block(layer, x);
      x.close();
      x = y;
    }
    return x;
  }

  @Override
  default void close() {
  }
}
