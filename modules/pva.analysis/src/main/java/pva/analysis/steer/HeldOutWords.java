package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pva.analysis.text.Words;

/** What was seen on the held-out tasks beside right and wrong, in plain words: the gate, and attention. */
final class HeldOutWords {
  private HeldOutWords() {
  }

  static List<String> of(SteerPipeline.Results results) {
    List<String> lines = new ArrayList<>();
    results.openings().ifPresent(o -> lines.add(gate(results.gate().orElseThrow(), o, results.study())));
    results.attention().flatMap(HeldOutWords::attention).ifPresent(lines::add);
    return lines;
  }

  static List<String> warnings(SteerPipeline.Results results) {
    List<String> lines = new ArrayList<>();
    results.openings().ifPresent(o -> {
      boolean always = o.open().equals(o.asked());
      if (o.tasks() == 0 || always) {
        lines.add("The gate was " + (always ? "always open" : "never open") + " on the held-out tasks: it decides nothing"
            + (always ? "." : ", and nothing was changed."));
      }
    });
    return lines;
  }

  private static String gate(OpenGate gate, GateOpenings openings, SteerStudy study) {
    String what = "The gate (" + gate.words() + ") was open on ";
    int tasks = openings.open().size();
    if (gate.eachToken()) {
      long asked = openings.asked().stream().mapToLong(n -> n).sum();
      long open = openings.open().stream().mapToLong(n -> n).sum();
      return what + Words.count(open) + " of the " + Words.count(asked) + " tokens that may be changed, at least once in "
          + openings.tasks() + " of " + tasks + " held-out tasks.";
    }
    int wrong = 0;
    for (int i = 0; i < tasks; i++) {
      wrong += openings.open().get(i) > 0 && !study.before().get(i).correct() ? 1 : 0;
    }
    return what + openings.tasks() + " of " + tasks + " held-out tasks: on " + wrong + " of the " + study.effect().wrong()
        + " that are wrong without steering, and on " + (openings.tasks() - wrong) + " of the " + study.effect().right()
        + " that are right. The others were left alone.";
  }

  private static Optional<String> attention(AttentionStudy study) {
    return study.largest().map(l -> {
      AttentionStudy.Part part = l.part();
      long cells = study.readings().stream().flatMap(r -> r.parts().stream()).flatMap(p -> p.cells().stream())
          .filter(c -> !Double.isNaN(c.p())).count();
      long marked = study.readings().stream().flatMap(r -> r.parts().stream()).mapToLong(AttentionStudy.Part::marked).sum();
      double[] controls = part.controls().values();
      long alike = Arrays.stream(controls).filter(c -> Math.abs(c) >= Math.abs(part.test().mean())).count();
      return "Attention of " + l.reading().of().words()
          + ", in the mean of all heads behind the change: the part that gains or loses most is `"
          + part.name() + "`, from " + Words.percent(part.before()) + " to " + Words.percent(part.after()) + " ("
          + points(part.test().mean())
          + " points, 95 % interval " + points(part.test().interval().low()) + " to " + points(part.test().interval().high())
          + "; paired over " + l.reading().tasks() + " tasks, p " + p(part.p()) + " after Holm's correction). " + alike + " of "
          + controls.length + " controls move it as far (empirical p " + Words.number(part.controlsP()) + "). Of " + Words.count(cells)
          + " pairs of a head and a part " + Words.count(marked) + " change beyond chance.";
    });
  }

  private static String p(double p) {
    return p < 0.0001 ? "below 0.0001" : Words.number(p);
  }

  private static String points(double share) {
    return (share > 0 ? "+" : share < 0 ? "-" : "") + Words.number(100 * Math.abs(share));
  }
}
