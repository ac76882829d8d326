package pva.analysis.steer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import pva.stats.Reference;

/**
 * What a steering study found, as plain values.
 *
 * @param layer the block after which the stream is changed
 * @param doses ascending, on the tune tasks
 * @param chosen place of the dose that the tune tasks chose
 * @param before the held-out tasks without steering
 * @param after the same tasks, steered along the direction at that dose
 * @param again what generating the held-out tasks once more without steering does: rounding, in other company
 * @param controls what each control does to them at that dose, by its direction
 * @param resampled what each sample of the unsteered model does to them
 * @param divergence of the next token on neutral text by arm, nats; empty where no such text was named
 */
record SteerStudy(int layer, Directions directions, List<DoseEffect> doses, int chosen, List<Solved> before, List<Solved> after,
    Effect effect,
    Effect again, Map<Direction, Effect> controls, List<Effect> resampled, Map<Arm, Double> divergence) {

  /**
   * @param unsteered every task without steering
   * @param tuned arms on the tune tasks
   * @param held arms on the held-out tasks
   */
  static SteerStudy of(int layer, Directions directions, List<Double> amounts, List<Solved> unsteered, Map<Arm, List<Solved>> tuned,
      Map<Arm, List<Solved>> held, Map<Arm, Double> divergence) {
    List<DoseEffect> doses = doses(directions, amounts, unsteered, tuned);
    int chosen = DoseEffect.best(doses);
    double amount = doses.get(chosen).amount();
    List<Solved> after = held.get(directions.studied().at(amount));
    List<Solved> before = same(unsteered, after);
    Map<Direction, Effect> controls = new LinkedHashMap<>();
    directions.controls().forEach(d -> controls.put(d, Effect.of(before, held.get(d.at(amount)))));
    List<Effect> resampled = new ArrayList<>();
    held.forEach((arm, solved) -> {
      if (arm.kind() == Arm.Kind.RESAMPLED) {
        resampled.add(Effect.of(before, solved));
      }
    });
    return new SteerStudy(layer, directions, doses, chosen, before, after, Effect.of(before, after),
        Effect.of(before, held.get(Arm.UNSTEERED)), controls, resampled, divergence);
  }

  static List<DoseEffect> doses(Directions directions, List<Double> amounts, List<Solved> unsteered, Map<Arm, List<Solved>> tuned) {
    List<DoseEffect> doses = new ArrayList<>();
    for (double amount : amounts) {
      List<Solved> along = tuned.get(directions.studied().at(amount));
      List<Solved> before = same(unsteered, along);
      doses.add(new DoseEffect(amount, Effect.of(before, along),
          directions.controls().stream().map(d -> Effect.of(before, tuned.get(d.at(amount)))).toList()));
    }
    return doses;
  }

  /** The unsteered solutions of the tasks that were also steered. */
  static List<Solved> same(List<Solved> unsteered, List<Solved> steered) {
    Map<String, Solved> byTask = new LinkedHashMap<>();
    unsteered.forEach(s -> byTask.put(s.task(), s));
    return steered.stream().map(s -> byTask.get(s.task())).toList();
  }

  double amount() {
    return doses.get(chosen).amount();
  }

  /** Change of pass@1 of every control. */
  Reference changes() {
    return new Reference(controls.values().stream().mapToDouble(Effect::change).toArray());
  }

  /** The empirical p of a change at least as good as the direction's among the controls. */
  double betterThanControls() {
    return changes().p(effect.change());
  }

  /** The same of a change at least as bad. */
  double worseThanControls() {
    return new Reference(controls.values().stream().mapToDouble(e -> -e.change()).toArray()).p(-effect.change());
  }

  /** Mean change of pass@1 of the samples; empty where none was drawn. */
  OptionalDouble resampledChange() {
    return resampled.stream().mapToDouble(Effect::change).average();
  }

  OptionalDouble divergence(Arm arm) {
    return divergence.containsKey(arm) ? OptionalDouble.of(divergence.get(arm)) : OptionalDouble.empty();
  }
}
