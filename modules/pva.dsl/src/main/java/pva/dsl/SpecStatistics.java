package pva.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pva.analysis.spec.AnalysisSpec;
import pva.analysis.spec.BaselineSpec;
import pva.analysis.spec.CorrectSpec;
import pva.analysis.spec.DetectSpec;
import pva.analysis.spec.RankSpec;
import pva.analysis.spec.RowTest;
import pva.analysis.spec.ScriptSpecBuilder;
import pva.analysis.spec.StabilitySpec;
import pva.analysis.spec.TestSpec;
import pva.stats.RankBy;

/** What the words of statistics do. */
abstract class SpecStatistics extends StudyWords implements StatisticsWords {
  SpecStatistics(ScriptSpecBuilder<?> spec, Consumer<String> messages) {
    super(spec, messages);
  }

  /** The spec to fill, for a word that is said the first time. */
  abstract AnalysisSpec.Builder say(String word);

  @Override
  public void rank(Taken.Ranking score) {
    say("rank").rank(score.ranking());
  }

  @Override
  public Taken.Ranking cohensD(Map<String, ?> settings) {
    return () -> ranking(RankBy.COHENS_D, settings);
  }

  @Override
  public Taken.Ranking cohensD() {
    return cohensD(Map.of());
  }

  @Override
  public Taken.Ranking frequencyDifference(Map<String, ?> settings) {
    return () -> ranking(RankBy.FREQUENCY_DIFFERENCE, settings);
  }

  @Override
  public Taken.Ranking frequencyDifference() {
    return frequencyDifference(Map.of());
  }

  @Override
  public Taken.Welch welch() {
    return new Taken.Welch(ranking(RankBy.WELCH, Map.of()), testing(RowTest.WELCH).test());
  }

  @Override
  public Taken.Ranking welch(Map<String, ?> settings) {
    return () -> ranking(RankBy.WELCH, settings);
  }

  @Override
  public Taken.Auroc auroc() {
    return new Taken.Auroc(ranking(RankBy.AUROC, Map.of()), DetectSpec.Figure.AUROC);
  }

  @Override
  public Taken.Ranking auroc(Map<String, ?> settings) {
    return () -> ranking(RankBy.AUROC, settings);
  }

  @Override
  public void test(Taken.Testing... tests) {
    say("test").test(Arrays.stream(tests).map(Taken.Testing::test).reduce(new TestSpec(Set.of(), 0), TestSpec::and));
  }

  @Override
  public Taken.Testing mannWhitney() {
    return testing(RowTest.MANN_WHITNEY);
  }

  @Override
  public Taken.Testing fisher() {
    return testing(RowTest.FISHER);
  }

  @Override
  public Taken.Testing permutation(int times) {
    TestSpec spec = new TestSpec(Set.of(), times);
    return () -> spec;
  }

  private static Taken.Testing testing(RowTest test) {
    return () -> new TestSpec(Set.of(test), 0);
  }

  @Override
  public void correct(CorrectSpec method) {
    say("correct").correct(method);
  }

  @Override
  public CorrectSpec benjaminiHochberg(double level) {
    return new CorrectSpec(CorrectSpec.Method.BENJAMINI_HOCHBERG, level);
  }

  @Override
  public CorrectSpec benjaminiYekutieli(double level) {
    return new CorrectSpec(CorrectSpec.Method.BENJAMINI_YEKUTIELI, level);
  }

  @Override
  public CorrectSpec holm(double level) {
    return new CorrectSpec(CorrectSpec.Method.HOLM, level);
  }

  @Override
  public CorrectSpec bonferroni(double level) {
    return new CorrectSpec(CorrectSpec.Method.BONFERRONI, level);
  }

  @Override
  public void detect(Taken.Detecting... figures) {
    say("detect").detect(new DetectSpec(Arrays.stream(figures).map(Taken.Detecting::figure).collect(Collectors.toSet())));
  }

  @Override
  public Taken.Detecting averagePrecision() {
    return () -> DetectSpec.Figure.AVERAGE_PRECISION;
  }

  @Override
  public Taken.Detecting f1() {
    return () -> DetectSpec.Figure.F1;
  }

  @Override
  public Taken.Detecting mcc() {
    return () -> DetectSpec.Figure.MCC;
  }

  @Override
  public Taken.Detecting balancedAccuracy() {
    return () -> DetectSpec.Figure.BALANCED_ACCURACY;
  }

  @Override
  public Taken.Detecting calibration() {
    return () -> DetectSpec.Figure.CALIBRATION;
  }

  @Override
  public Taken.Detecting riskCoverage() {
    return () -> DetectSpec.Figure.RISK_COVERAGE;
  }

  @Override
  public void compare(BaselineSpec... baselines) {
    say("compare").compare(List.of(baselines));
  }

  @Override
  public BaselineSpec probe() {
    return BaselineSpec.of(BaselineSpec.Kind.PROBE);
  }

  @Override
  public BaselineSpec differenceOfMeans() {
    return BaselineSpec.of(BaselineSpec.Kind.DIFFERENCE_OF_MEANS);
  }

  @Override
  public BaselineSpec sparseProbe() {
    return sparseProbe(Map.of());
  }

  @Override
  public BaselineSpec sparseProbe(Map<String, ?> settings) {
    return new BaselineSpec(BaselineSpec.Kind.SPARSE_PROBE, Optional.empty(), number(settings, "upTo"));
  }

  @Override
  public BaselineSpec randomDirections() {
    return BaselineSpec.of(BaselineSpec.Kind.RANDOM_DIRECTIONS);
  }

  @Override
  public BaselineSpec randomDirections(int count) {
    return new BaselineSpec(BaselineSpec.Kind.RANDOM_DIRECTIONS, Optional.empty(), OptionalInt.of(count));
  }

  @Override
  public BaselineSpec randomDictionary() {
    return BaselineSpec.of(BaselineSpec.Kind.RANDOM_DICTIONARY);
  }

  @Override
  public BaselineSpec promptLength() {
    return BaselineSpec.of(BaselineSpec.Kind.PROMPT_LENGTH);
  }

  @Override
  public BaselineSpec length() {
    return BaselineSpec.of(BaselineSpec.Kind.LENGTH);
  }

  @Override
  public BaselineSpec testCount() {
    return BaselineSpec.of(BaselineSpec.Kind.TEST_COUNT);
  }

  @Override
  public BaselineSpec taskKind(Map<String, ?> settings) {
    return new BaselineSpec(BaselineSpec.Kind.TASK_KIND, text(settings, "from"), OptionalInt.empty());
  }

  @Override
  public void transfer(String path) {
    say("transfer").transfer(path);
  }

  @Override
  public void stability(StabilitySpec method) {
    say("stability").stability(method);
  }

  @Override
  public StabilitySpec bootstrap(int resamples) {
    return new StabilitySpec(resamples);
  }

  private static RankSpec ranking(RankBy by, Map<String, ?> settings) {
    return new RankSpec(by, number(settings, "top").orElse(20));
  }
}
