package pva.sae;

import pva.tensor.Device;

/** A sparse autoencoder on disk. */
public final class Dictionary implements AutoCloseable {
  private Dictionary() {
  }

  public DictionaryInfo info() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** SHA-256 of its only file, or of the list of its files and their hashes. */
  public String sha256() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Reads every weight once: checksums where the format has them, and that each is a finite number. */
  public void checkWeights() {
    throw new UnsupportedOperationException("not written yet");
  }

  public Norms decoderNorms() {
    throw new UnsupportedOperationException("not written yet");
  }

  public Encoder encoder(Device device) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not written yet");
  }
}
