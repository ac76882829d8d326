package pva.analysis.steer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pva.base.Progress;
import pva.model.AttentionReader;
import pva.model.AttentionShares;
import pva.model.Intervention;
import pva.model.TextParts;
import pva.model.TextParts.Piece;
import pva.model.TokenRange;
import pva.model.Tokenizer;
import pva.model.Tokens;
import pva.tensor.SafetensorsWriter;

/**
 * Reads where attention goes on the held-out tasks: without steering, along the direction, and along every control, always on the same
 * texts, so that what differs is steering's doing and not another solution's.
 */
final class AttentionStep {
  static final int VERSION = 1;
  static final String FILE = "attention.safetensors";
  /** The parts of a text; the first is a token of its own, because attention that has nowhere to go rests there. */
  static final List<String> PARTS = List.of("first token (BOS)", "task", "tests", "rest of the prompt", "own solution");
  private static final int SOLUTION = PARTS.size() - 1;

  private final SteerBench bench;
  private final int first;
  private final Function<Direction, List<Intervention>> changes;

  /**
   * @param layer after which the stream is changed: attention in the blocks behind it can change
   * @param changes what steers along a direction
   */
  AttentionStep(SteerBench bench, int layer, Function<Direction, List<Intervention>> changes) {
    this.bench = bench;
    first = layer + 1;
    this.changes = changes;
  }

  /** A text, and which of its tokens are looked at. */
  private record Look(TextParts text, TokenRange tokens) {
  }

  /** @param changed which tokens are changed: where it is the new ones alone, the end of a prompt attends as before */
  void write(List<SteerTask> tasks, List<Solved> before, Tokens changed, Directions directions, Path file, Progress progress) {
    Map<AttentionOf, List<Look>> looks = new EnumMap<>(AttentionOf.class);
    for (int i = 0; i < tasks.size(); i++) {
      for (AttentionOf of : changed == Tokens.NEW ? List.of(AttentionOf.SOLUTION) : List.of(AttentionOf.values())) {
        look(of, tasks.get(i), before.get(i), bench.tokenizer()).ifPresent(l -> looks.computeIfAbsent(of, k -> new ArrayList<>()).add(l));
      }
    }
    int arms = 2 + directions.controls().size();
    SafetensorsWriter writer = new SafetensorsWriter();
    try (Progress.Task task = progress.start("attention", (long) arms * looks.values().stream().mapToInt(List::size).sum(), "texts")) {
      looks.forEach((of, some) -> write(of, some, directions, writer, task));
    }
    writer.write(file);
  }

  private static Optional<Look> look(AttentionOf of, SteerTask task, Solved solved, Tokenizer tokenizer) {
    List<Piece> pieces = new ArrayList<>();
    task.pieces().forEach(p -> pieces.add(new Piece(1 + p.part().ordinal(), p.text())));
    int prompt = pieces.size();
    if (of == AttentionOf.SOLUTION) {
      pieces.add(new Piece(SOLUTION, solved.code()));
    }
    TextParts text = TextParts.of(tokenizer, pieces, prompt, PARTS.size());
    int ends = text.text().promptTokens();
    int end = of == AttentionOf.SOLUTION ? text.text().ids().length : ends;
    int from = of == AttentionOf.SOLUTION ? ends : ends - 1;
    return from < end ? Optional.of(new Look(text, new TokenRange(from, end))) : Optional.empty();
  }

  private void write(AttentionOf of, List<Look> looks, Directions directions, SafetensorsWriter writer, Progress.Task progress) {
    Shares unsteered = read(looks, List.of(), progress);
    unsteered.put(of.name() + ".unsteered", writer);
    read(looks, changes.apply(directions.studied()), progress).put(of.name() + ".steered", writer);
    List<Direction> controls = directions.controls();
    float[] shifts = new float[controls.size() * PARTS.size()];
    for (int c = 0; c < controls.size(); c++) {
      float[] mean = read(looks, changes.apply(controls.get(c)), progress).meanChange(unsteered);
      System.arraycopy(mean, 0, shifts, c * mean.length, mean.length);
    }
    writer.f32(of.name() + ".controls", shifts, controls.size(), PARTS.size());
  }

  /** Shares [texts, blocks behind the change, heads, parts]. */
  private record Shares(int texts, int blocks, int heads, float[] values) {
    void put(String name, SafetensorsWriter writer) {
      writer.f32(name, values, texts, blocks, heads, PARTS.size());
    }

    /** By part, how much larger than others these are in the mean. */
    float[] meanChange(Shares others) {
      double[] sums = new double[PARTS.size()];
      for (int i = 0; i < values.length; i++) {
        sums[i % sums.length] += (double) values[i] - others.values[i];
      }
      float[] mean = new float[sums.length];
      for (int part = 0; part < mean.length; part++) {
        mean[part] = (float) (sums[part] * sums.length / values.length);
      }
      return mean;
    }
  }

  private Shares read(List<Look> looks, List<Intervention> change, Progress.Task progress) {
    AttentionReader reader = new AttentionReader(bench.model().blocks(), change, first);
    List<AttentionShares> each = new ArrayList<>();
    for (Look look : looks) {
      each.addAll(reader.shares(look.text(), List.of(look.tokens())));
      progress.advance(1);
    }
    int cells = each.get(0).values().length;
    float[] all = new float[looks.size() * cells];
    for (int i = 0; i < each.size(); i++) {
      System.arraycopy(each.get(i).values(), 0, all, i * cells, cells);
    }
    return new Shares(looks.size(), each.get(0).layers(), each.get(0).heads(), all);
  }
}
