package pva.sae.format;

import java.nio.file.Path;
import pva.sae.Dictionary;
import pva.sae.spi.DictionaryFormat;

/** To be written. */
public final class GemmaScopeFormat implements DictionaryFormat {
  @Override
  public String name() {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public boolean recognises(Path path) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public Dictionary open(Path path) {
    throw new UnsupportedOperationException("not written yet");
  }
}
