package pva.analysis.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import pva.analysis.step.ScoreResult;
import pva.stats.Column;
import pva.viz.LatentName;
import pva.viz.LayersFigure;

/**
 * The latent of one layer that ranks first among those kept.
 *
 * @param kept latents of the layer that the filters kept
 * @param row its row in the table of all layers; empty where none that was kept differs between the groups
 */
public record BestOfLayer(int layer, int kept, OptionalInt row) {
  private static final double LEVEL = 0.05;

  /** Of every layer, ascending. */
  public static List<BestOfLayer> of(ScoreResult score) {
    int layers = score.index().layers().size();
    int[] kept = new int[layers];
    int[] first = new int[layers];
    for (int row = score.latents() - 1; row >= 0; row--) {
      int place = score.index().layers().indexOf(score.layer(row));
      if (score.kept(row)) {
        kept[place]++;
        first[place] = score.value(Column.SEPARATION, row) > 0 ? row + 1 : first[place];
      }
    }
    List<BestOfLayer> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(new BestOfLayer(score.index().layers().get(i), kept[i], first[i] == 0 ? OptionalInt.empty() : OptionalInt.of(first[i] - 1)));
    }
    return all;
  }

  Optional<LatentName> name(ScoreResult score) {
    return row.isPresent() ? Optional.of(score.name(row.getAsInt())) : Optional.empty();
  }

  EffectInterval effect(ScoreResult score) {
    return row.isPresent() ? EffectInterval.of(score, row.getAsInt()) : new EffectInterval(Double.NaN, Double.NaN, Double.NaN);
  }

  double value(ScoreResult score, Column column) {
    return row.isPresent() ? score.value(column, row.getAsInt()) : Double.NaN;
  }

  /** For the record; null where there is none. */
  public Map<String, Object> values(ScoreResult score) {
    if (row.isEmpty()) {
      return null;
    }
    EffectInterval d = effect(score);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rank", row.getAsInt() + 1);
    values.put("latent", score.latent(row.getAsInt()));
    values.put("cohensD", d.d());
    values.put("low", d.low());
    values.put("high", d.high());
    values.put("auroc", value(score, Column.AUROC));
    values.put("pMaxT", value(score, Column.P_MAXT));
    return values;
  }

  /** {@code permutations}: relabelings behind the family-wise p. */
  static LayersFigure figure(ScoreResult score, int permutations) {
    return new LayersFigure(of(score).stream().map(b -> {
      EffectInterval d = b.effect(score);
      return new LayersFigure.At(b.layer, b.name(score), d.d(), d.low(), d.high(), b.value(score, Column.P_MAXT));
    }).toList(), LEVEL, 1.0 / (1 + permutations));
  }
}
