package pva.sae.format;

import java.nio.file.Path;
import pva.sae.Dictionary;
import pva.sae.spi.DictionaryFormat;

/**
 * The files of Llama Scope by the convention of sae-lens (and so of Neuronpedia), taken only when it is named: activations are
 * larger by {@code √d / norm.in}, and gates differ where the decoder's rows are not of length 1.
 */
public final class LlamaScopeSaeLensFormat implements DictionaryFormat {
  @Override
  public String name() {
    return "llama_scope_sae_lens";
  }

  /** Never by itself: {@link LlamaScopeFormat} reads the files as their publishers do. */
  @Override
  public boolean recognises(Path path) {
    return false;
  }

  @Override
  public Dictionary open(Path path) {
    return LlamaScopeFormat.open(path, name(), LlamaScopeFormat::saeLens);
  }
}
