package pva.cli.damage

import groovy.transform.CompileStatic
import java.nio.file.Path
import pva.base.Progress
import pva.data.Corpus
import pva.data.Dataset
import pva.data.Datasets
import pva.data.TextRow
import pva.model.BatchPlan
import pva.model.Checkpoint
import pva.model.Extractor
import pva.model.Position
import pva.model.ResidualModel
import pva.model.TextTokens
import pva.model.TokenizedText
import pva.model.Tokenizer
import pva.sae.Dictionaries
import pva.sae.Dictionary
import pva.sae.Encoder
import pva.tensor.DType
import pva.tensor.Device
import pva.tensor.DeviceChoice
import pva.tensor.Matrix
import pva.tensor.SparseMatrix
import pva.tensor.TensorFile

/** Reads what a file says it holds, to the end, and compares it with what was said. */
@CompileStatic
class Reading {
  private static final Device CPU = Device.pick(new DeviceChoice.Cpu())

  static void tensors(TensorFile file) {
    file.withCloseable {
      file.tensors().each { name, info ->
        assert info.length() == info.count() * info.dtype().bytes()
        if (info.dtype().floating()) {
          assert file.vector(name).length == info.count()
          if (info.shape().size() == 2 && info.count() > 0) {
            Matrix matrix = file.matrix(name)
            float[] last = new float[matrix.cols()]
            matrix.read(matrix.rows() - 1, 1, last, 0)
            assert last == Arrays.copyOfRange(file.vector(name), (int) info.count() - matrix.cols(), (int) info.count())
          }
        } else if (info.dtype() in [DType.I64, DType.I32, DType.I16, DType.I8, DType.U8]) {
          assert file.longs(name).length == info.count()
        }
      }
    }
  }

  static void dictionary(Path path, String format) {
    Dictionaries.open(path, Optional.of(format)).withCloseable { Dictionary d ->
      d.decoderNorms()
      float[] x = new float[3 * d.info().dIn()]
      Arrays.fill(x, 0.5f)
      d.encoder(CPU).withCloseable { Encoder encoder ->
        SparseMatrix latents = encoder.encode(Matrix.of(x, d.info().dIn()), 0f, Progress.NONE)
        assert latents.rows() == 3 && latents.cols() == d.info().dSae()
        assert encoder.decode(latents, Matrix.of(x, d.info().dIn())).cols() == d.info().dOut()
      }
    }
  }

  static void model(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder)
    List<TokenizedText> texts = Tokenizer.open(folder).withCloseable { Tokenizer t ->
      TextTokens.of(t, [new TextRow('def f(x):\n  return x é 日本', 'def f(x):')], Progress.NONE, 0)
    }
    int length = 0
    ResidualModel.load(checkpoint, 1, DType.F32, CPU, Progress.NONE).withCloseable { ResidualModel model ->
      new Extractor(model).run(texts, BatchPlan.of(texts, Position.ALL, 800), new TreeSet<>([0, 1]), Position.ALL, { int text, int layer,
          float[] rows, int n -> length = rows.length } as Extractor.Sink, Progress.NONE)
    }
    assert length == texts[0].ids().length * checkpoint.hidden()
  }

  static void dataset(Path file) {
    Dataset data = Datasets.open(file)
    assert data.correct() + data.incorrect() == data.rows().size()
    assert data.overview() != null
  }

  static void corpus(Path file) {
    Corpus corpus = Corpus.open(file, 100)
    assert corpus.documents().size() <= 100
  }
}
