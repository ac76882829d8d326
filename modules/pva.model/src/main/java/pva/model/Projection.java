package pva.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** How much of the residual stream lies along a direction. */
public final class Projection {
  private Projection() {
  }

  /**
   * The largest share of a token's stream that lies along the direction, {@code |u · x| / |x|}, over all tokens of a text and all
   * layers that are loaded, before the first block and after each: 0 where a direction was taken out for good, about 1e-7 in
   * float32 and 1e-3 in bfloat16 by rounding alone, 1 where the stream is nothing else.
   */
  public static double largest(ResidualModel model, List<Intervention> interventions, TokenizedText text, float[] direction) {
    float[] unit = Edit.unit(direction);
    SortedSet<Hook> hooks = new TreeSet<>(List.of(new Hook(0, HookPoint.RESID_PRE)));
    for (int layer = 0; layer <= model.through(); layer++) {
      hooks.add(Hook.residPost(layer));
    }
    interventions.forEach(i -> i.check(model.checkpoint()));
    double largest = 0;
    try (Reading reading = model.read(List.of(text.ids()), interventions, new int[] {text.promptTokens()}, hooks, true)) {
      reading.to(model.through() + 1);
      for (Reading.Values read : reading.values()) {
        for (int row = 0; row < read.columns(); row++) {
          largest = Math.max(largest, share(read.values(), row * unit.length, unit));
        }
      }
    }
    return largest;
  }

  private static double share(float[] values, int at, float[] unit) {
    double along = 0;
    double square = 0;
    for (int i = 0; i < unit.length; i++) {
      along += (double) values[at + i] * unit[i];
      square += (double) values[at + i] * values[at + i];
    }
    return square == 0 ? 0 : Math.abs(along) / Math.sqrt(square);
  }
}
