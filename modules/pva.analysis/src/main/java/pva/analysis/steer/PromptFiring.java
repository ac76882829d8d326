package pva.analysis.steer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pva.analysis.step.CountedRows;
import pva.base.Progress;
import pva.model.BatchPlan;
import pva.model.Extractor;
import pva.model.Position;
import pva.model.ResidualModel;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.sae.Encoder;
import pva.stats.Matching;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/**
 * What a layer does while prompts are read: the residual of each prompt's last token, and of every latent how often it fires on
 * the counted tokens, how strongly, and its largest activation.
 *
 * @param last the residuals [prompts, hidden]
 * @param maximum by latent; empty without a dictionary
 */
record PromptFiring(Matrix last, Optional<Matching> matching, float[] maximum) {

  static PromptFiring of(List<int[]> prompts, int layer, ResidualModel model, Tokenizer tokenizer, Optional<Encoder> encoder,
      float threshold,
      Progress progress) {
    List<TokenizedText> texts = prompts.stream().map(ids -> new TokenizedText(ids, ids.length)).toList();
    int hidden = model.checkpoint().hidden();
    float[] last = new float[texts.size() * hidden];
    Counts counts = new Counts(encoder.map(e -> e.dictionary().info().dSae()).orElse(0));
    BatchPlan plan = BatchPlan.of(texts, Position.ALL, model.budget());
    CountedRows rows = new CountedRows(hidden,
        (block, n) -> encoder.ifPresent(e -> counts.add(e.encode(Matrix.of(block, hidden), threshold, Progress.NONE))));
    new Extractor(model).run(texts, plan, new TreeSet<>(Set.of(layer)), Position.ALL, (text, at, values, n) -> {
      System.arraycopy(values, (n - 1) * hidden, last, text * hidden, hidden);
      rows.add(values, tokenizer.counted(texts.get(text).ids()));
    }, progress);
    rows.flush();
    Optional<Matching> matching = encoder.map(e -> Matching.of(counts.firing, counts.sums, Math.max(1, counts.tokens)));
    return new PromptFiring(Matrix.of(last, hidden), matching, counts.maximum);
  }

  /** Sums over tokens; a block is as the plan of batches has it, so the order is always the same. */
  private static final class Counts {
    private final long[] firing;
    private final double[] sums;
    private final float[] maximum;
    private long tokens;

    Counts(int latents) {
      firing = new long[latents];
      sums = new double[latents];
      maximum = new float[latents];
    }

    void add(SparseMatrix latents) {
      tokens += latents.rows();
      int[] indices = latents.indices();
      float[] values = latents.values();
      for (int k = 0; k < indices.length; k++) {
        firing[indices[k]]++;
        sums[indices[k]] += values[k];
        maximum[indices[k]] = Math.max(maximum[indices[k]], values[k]);
      }
    }
  }
}
