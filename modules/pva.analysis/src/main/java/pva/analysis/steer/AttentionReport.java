package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pva.viz.SteeringModel;

/** What the report says of attention. */
final class AttentionReport {
  /** Heads that are listed. */
  private static final int MOST = 10;

  private AttentionReport() {
  }

  static SteeringModel.Attention of(AttentionStudy study) {
    List<SteeringModel.Share> parts = new ArrayList<>();
    List<SteeringModel.Share> heads = new ArrayList<>();
    for (AttentionStudy.Reading r : study.readings()) {
      for (AttentionStudy.Part p : r.parts()) {
        parts.add(share(r, p.name(), new AttentionStudy.Cell(p.before(), p.after(), p.test(), p.p()), new double[] {
            p.controls().quantile(0.05), p.controls().quantile(0.95)}, p.controlsP()));
        for (int i = 0; i < p.cells().size(); i++) {
          if (p.cells().get(i).marked()) {
            heads.add(share(r, "block " + (r.first() + i / r.heads()) + ", head " + i % r.heads() + ": " + p.name(), p.cells().get(i),
                new double[] {Double.NaN, Double.NaN}, Double.NaN));
          }
        }
      }
    }
    heads.sort(Comparator.comparingDouble((SteeringModel.Share s) -> -Math.abs(s.change())));
    AttentionStudy.Reading any = study.readings().get(0);
    int blocks = any.parts().get(0).cells().size() / any.heads();
    String where = blocks == 1 ? "block " + any.first() + ", which lies" : "blocks " + any.first() + " to " + (any.first() + blocks - 1)
        + ", which lie";
    return new SteeringModel.Attention("Shares of attention in " + where + " behind the change, with and without it on the same "
        + "texts: the prompts, and the prompts with their unsteered solutions. The first token (BOS where the tokenizer puts one) is a part of "
        + "its own, because attention that has nowhere to go rests there. Tokens are averaged within a task, for a part blocks and heads too; "
        + "then a paired t over tasks, corrected by Holm over all parts, or over all pairs of a head and a part.", parts,
        heads.subList(0, Math.min(MOST, heads.size())));
  }

  private static SteeringModel.Share share(AttentionStudy.Reading of, String name, AttentionStudy.Cell cell, double[] controls,
      double controlsP) {
    return new SteeringModel.Share(of.of().words() + ", " + of.tasks() + " tasks", name, cell.before(), cell.after(), cell.test().mean(),
        cell.test().interval().low(), cell.test().interval().high(), cell.p(), controls, controlsP);
  }
}
