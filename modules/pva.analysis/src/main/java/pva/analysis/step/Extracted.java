package pva.analysis.step;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pva.base.PvaException;
import pva.model.Hook;
import pva.tensor.Matrix;
import pva.tensor.SafetensorsFile;

/**
 * Where the extraction left the activations of a layer.
 *
 * @param hook the tensor that was read
 * @param file one row a row of the dataset
 */
public record Extracted(int layer, Hook hook, Path file) {

  /** Activations of several layers, on mapped pages while this is open. */
  static final class Opened implements AutoCloseable {
    private final Map<Integer, SafetensorsFile> files = new LinkedHashMap<>();
    private final Map<Integer, Hook> hooks = new LinkedHashMap<>();

    Matrix of(int layer) {
      return files.get(layer).matrix(hooks.get(layer).tensor());
    }

    @Override
    public void close() {
      files.values().forEach(SafetensorsFile::close);
    }
  }

  static Opened open(List<Extracted> layers) {
    Opened opened = new Opened();
    try {
      for (Extracted e : layers) {
        opened.files.put(e.layer, SafetensorsFile.open(e.file));
        opened.hooks.put(e.layer, e.hook);
      }
      return opened;
    } catch (PvaException e) {
      opened.close();
      throw e;
    }
  }
}
