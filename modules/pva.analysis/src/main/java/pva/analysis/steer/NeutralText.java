package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import pva.model.Intervention;
import pva.model.LanguageModel;
import pva.model.TokenizedText;
import pva.model.Tokenizer;
import pva.model.Tokens;

/**
 * How far steering moves what a model expects on text that has nothing to do with the tasks: the mean over tokens of
 * {@code KL(unsteered || steered)} of the next token's distribution, in nats, in float64. The first token of a text (BOS, or the
 * one that stands in its place) is asked nothing.
 */
final class NeutralText {
  private final LanguageModel model;
  private final List<TokenizedText> texts = new ArrayList<>();
  private final List<float[]> unsteered = new ArrayList<>();

  /** Which tokens are steered decides what counts as the prompt: with {@link Tokens#PROMPT} the whole text, else its first token. */
  NeutralText(LanguageModel model, Tokenizer tokenizer, List<String> documents, int context, Tokens steered) {
    this.model = model;
    for (String document : documents) {
      int[] all = tokenizer.encode(document);
      int[] ids = Arrays.copyOf(all, Math.min(all.length, context));
      if (ids.length > 1) {
        TokenizedText text = new TokenizedText(ids, steered == Tokens.PROMPT ? ids.length : 1);
        texts.add(text);
        unsteered.add(model.logits(text, List.of()));
      }
    }
  }

  /** NaN where no document has two tokens. */
  double divergence(List<Intervention> interventions) {
    double sum = 0;
    long tokens = 0;
    for (int i = 0; i < texts.size(); i++) {
      float[] before = unsteered.get(i);
      float[] after = model.logits(texts.get(i), interventions);
      int n = texts.get(i).ids().length;
      int width = before.length / n;
      double[] each = IntStream.range(1, n).parallel().mapToDouble(t -> divergence(before, after, t * width, width)).toArray();
      for (double d : each) {
        sum += d;
      }
      tokens += each.length;
    }
    return sum / tokens;
  }

  /** {@code Σ p (log p - log q)} of two rows of logits. */
  static double divergence(float[] p, float[] q, int at, int width) {
    double zp = logSum(p, at, width);
    double zq = logSum(q, at, width);
    double sum = 0;
    for (int j = at; j < at + width; j++) {
      double log = p[j] - zp;
      sum += StrictMath.exp(log) * (log - (q[j] - zq));
    }
    return Math.max(0, sum);
  }

  private static double logSum(float[] logits, int at, int width) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = at; j < at + width; j++) {
      most = Math.max(most, logits[j]);
    }
    double sum = 0;
    for (int j = at; j < at + width; j++) {
      sum += StrictMath.exp(logits[j] - most);
    }
    return most + StrictMath.log(sum);
  }
}
