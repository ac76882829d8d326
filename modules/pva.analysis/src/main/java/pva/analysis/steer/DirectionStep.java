package pva.analysis.steer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import pva.analysis.spec.DoseSpec;
import pva.analysis.spec.SteerSpec;
import pva.analysis.text.Words;
import pva.base.Progress;
import pva.base.PvaException;
import pva.model.ResidualModel;
import pva.model.Tokenizer;
import pva.sae.Dictionary;
import pva.sae.Encoder;
import pva.stats.Column;
import pva.stats.LatentScores;
import pva.stats.Matching;
import pva.stats.RankBy;
import pva.stats.Scoring;
import pva.stats.SelectRows;
import pva.stats.Split;
import pva.tensor.Matrix;
import pva.tensor.SparseMatrix;

/** Finds the direction on the select tasks, and the controls that match it. */
final class DirectionStep {
  static final int VERSION = 3;
  /** Of two directions that point as alike as this one is no control of the other. */
  private static final double ALIKE = 0.7;

  private final SteerSpec spec;
  private final int layer;
  private final Optional<Encoder> encoder;
  private final Optional<Dictionary> dictionary;
  private final float threshold;

  DirectionStep(SteerInputs inputs, Optional<Encoder> encoder) {
    spec = inputs.spec();
    layer = inputs.layer();
    this.encoder = encoder;
    dictionary = encoder.map(Encoder::dictionary);
    threshold = (float) inputs.threshold();
  }

  /** A direction that was found, before anything is matched to it. */
  private record Found(String name, float[] vector, OptionalInt latent, String how) {
  }

  Directions find(List<SteerTask> tasks, Split split, ResidualModel model, Tokenizer tokenizer, Progress progress) {
    List<int[]> prompts = tasks.stream().map(t -> tokenizer.encode(t.prompt())).toList();
    SelectRows select = split.select();
    PromptFiring firing = firing(prompts, select.rows(), model, tokenizer, encoder, progress);
    Found found = switch (spec.direction().kind()) {
      case LATENT -> latent(spec.direction().latent().getAsInt(), 1, "named in the script");
      case BEST_LATENT -> bestLatent(firing, select);
      case DIFFERENCE_OF_MEANS -> new Found("the difference of means", differenceOfMeans(firing.last(), select.correct()),
          OptionalInt.empty(),
          "from the mean incorrect to the mean correct activation of the last prompt token, on " + select.size() + " select tasks");
      case PROBE -> probe(firing, prompts, split, model, tokenizer, progress);
      case RANDOM -> new Found("a random direction", random(spec.controls().seed() - 1, 1, model.checkpoint().hidden()).get(0),
          OptionalInt.empty(), "drawn at random");
    };
    float[] unit = Direction.unit(found.vector());
    List<Direction> controls = new ArrayList<>(latents(found, unit, firing));
    List<float[]> random = random(spec.controls().seed(), spec.controls().random(), unit.length);
    for (int i = 0; i < random.size(); i++) {
      float[] drawn = Direction.unit(random.get(i));
      controls.add(new Direction(Arm.Kind.RANDOM, "random " + (i + 1), drawn, OptionalInt.empty(), Double.NaN, Double.NaN,
          Direction.dot(drawn, unit)));
    }
    double maximum = found.latent().isPresent() ? firing.maximum()[found.latent().getAsInt()] * Math.sqrt(Direction.dot(found.vector(),
        found.vector())) : Double.NaN;
    if (spec.dose().unit() == DoseSpec.Unit.MAX_ACTIVATION && !(maximum > 0)) {
      throw PvaException.failed("PVA-STEER-021", found.name() + " never fires on the select prompts, so it has no largest activation")
          .word("dose").help("write for example: dose residualNorm(0.1, 0.2, 0.4)");
    }
    return new Directions(direction(found, unit, firing), controls, maximum, found.how());
  }

  private PromptFiring firing(List<int[]> prompts, int[] rows, ResidualModel model, Tokenizer tokenizer, Optional<Encoder> with,
      Progress progress) {
    List<int[]> some = new ArrayList<>();
    for (int row : rows) {
      some.add(prompts.get(row));
    }
    return PromptFiring.of(some, layer, model, tokenizer, with, threshold, progress);
  }

  private Direction direction(Found found, float[] unit, PromptFiring firing) {
    boolean latent = found.latent().isPresent();
    return new Direction(Arm.Kind.DIRECTION, found.name(), unit, found.latent(),
        latent ? firing.matching().orElseThrow().frequency(found.latent().getAsInt()) : Double.NaN,
        latent ? firing.matching().orElseThrow().activation(found.latent().getAsInt()) : Double.NaN, 1);
  }

  private Found latent(int latent, int sign, String how) {
    int width = dictionary.orElseThrow().info().dSae();
    if (latent >= width) {
      throw PvaException.failed("PVA-STEER-022", "there is no latent " + latent + " in a dictionary of " + width).word("direction");
    }
    float[] row = dictionary.get().direction(latent);
    for (int i = 0; i < row.length && sign < 0; i++) {
      row[i] = -row[i];
    }
    return new Found((sign < 0 ? "against latent " : "latent ") + latent, row, OptionalInt.of(latent), how);
  }

  private Found bestLatent(PromptFiring firing, SelectRows select) {
    SparseMatrix latents = encoder.orElseThrow().encode(firing.last(), threshold, Progress.NONE);
    boolean[] all = new boolean[latents.cols()];
    Arrays.fill(all, true);
    LatentScores scores = Scoring.score(latents, select.correct(), Set.of(Column.SEPARATION, Column.COHENS_D), all, 1);
    int best = RankBy.COHENS_D.order(scores)[0];
    double d = scores.value(Column.COHENS_D, best);
    if (!(Math.abs(d) > 0)) {
      throw PvaException.failed("PVA-STEER-023",
          "no latent differs between the correct and the incorrect select tasks, so none can be chosen")
          .word("direction").help("name one: direction latent(11225)").help("take more tasks");
    }
    return latent(best, d > 0 ? 1 : -1, "the latent with the largest Cohen's d (" + Words.number(d) + ") at the last prompt token, of "
        + latents.cols() + ", on " + select.size() + " select tasks");
  }

  private static float[] differenceOfMeans(Matrix last, boolean[] correct) {
    int width = last.cols();
    float[] row = new float[width];
    double[][] sums = new double[2][width];
    int[] counts = new int[2];
    for (int r = 0; r < correct.length; r++) {
      last.read(r, 1, row, 0);
      int group = correct[r] ? 1 : 0;
      counts[group]++;
      for (int j = 0; j < width; j++) {
        sums[group][j] += row[j];
      }
    }
    float[] direction = new float[width];
    for (int j = 0; j < width; j++) {
      direction[j] = (float) (sums[1][j] / counts[1] - sums[0][j] / counts[0]);
    }
    return direction;
  }

  private Found probe(PromptFiring firing, List<int[]> prompts, Split split, ResidualModel model, Tokenizer tokenizer, Progress progress) {
    Matrix tune = PromptProbe.last(prompts, split.tune().rows(), layer, model, tokenizer, progress);
    double[] weights = PromptProbe.fit(firing.last(), tune, split, layer, prompts.size()).direction().orElseThrow();
    float[] vector = new float[weights.length];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = (float) weights[j];
    }
    return new Found("the probe", vector, OptionalInt.empty(), "weights of a logistic regression on the last prompt token, on "
        + split.select().size() + " select tasks");
  }

  /** Matched to the latent itself, or to the one that points most nearly along the direction. */
  private List<Direction> latents(Found found, float[] unit, PromptFiring firing) {
    int wanted = spec.controls().latents();
    if (wanted == 0) {
      return List.of();
    }
    Matching matching = firing.matching().orElseThrow();
    Dictionary of = dictionary.orElseThrow();
    double[] cosines = new double[of.info().dSae()];
    int along = 0;
    for (int j = 0; j < cosines.length; j++) {
      cosines[j] = Direction.dot(Direction.unit(of.direction(j)), unit);
      along = matching.frequency(j) > 0 && (matching.frequency(along) == 0 || Math.abs(cosines[j]) > Math.abs(cosines[along])) ? j : along;
    }
    int like = found.latent().orElse(along);
    int[] nearest = matching.nearest(like, wanted, j -> Math.abs(cosines[j]) < ALIKE);
    if (nearest.length < wanted) {
      throw PvaException.failed("PVA-STEER-024", matching.frequency(like) == 0 ? "latent " + like
          + " never fires on the select prompts, so nothing matches it" : "only " + nearest.length
          + " latents fire on the select prompts, not "
          + wanted).word("controls").help("take more tasks, or hold the direction against random ones: controls latents: 0, random: 40");
    }
    List<Direction> controls = new ArrayList<>();
    for (int j : nearest) {
      controls.add(new Direction(Arm.Kind.LATENT, "latent " + j, Direction.unit(of.direction(j)), OptionalInt.of(j), matching.frequency(j),
          matching.activation(j), cosines[j]));
    }
    return controls;
  }

  /** Normal in every coordinate, so that no direction is likelier than another. */
  private static List<float[]> random(long seed, int count, int width) {
    Random random = new Random(seed);
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[width];
      for (int j = 0; j < width; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      all.add(vector);
    }
    return all;
  }
}
