package pva.tensor

import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.charset.StandardCharsets

/** Files of tests, byte by byte. */
class Bytes {
  /** A safetensors file of this header text and this many bytes of data, each the low byte of its place. */
  static byte[] safetensors(String header, int dataBytes) {
    byte[] data = new byte[dataBytes]
    for (int i = 0; i < dataBytes; i++) {
      data[i] = (byte) i
    }
    safetensors(header.getBytes(StandardCharsets.UTF_8), data)
  }

  static byte[] safetensors(byte[] header, byte[] data) {
    ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data).array()
  }
}
