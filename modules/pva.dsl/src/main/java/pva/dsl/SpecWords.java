package pva.dsl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pva.analysis.AnalysisSpec;
import pva.analysis.BaselineSpec;
import pva.analysis.CorrectSpec;
import pva.analysis.DetectSpec;
import pva.analysis.FilterRule;
import pva.analysis.FilterSpec;
import pva.analysis.HighNormSpec;
import pva.analysis.ModelSpec;
import pva.analysis.Pairing;
import pva.analysis.RankSpec;
import pva.analysis.RowTest;
import pva.analysis.SaeSpec;
import pva.analysis.SplitSpec;
import pva.analysis.StabilitySpec;
import pva.analysis.TemplateSpec;
import pva.analysis.TestSpec;
import pva.base.PvaException;
import pva.model.Position;
import pva.stats.RankBy;
import pva.tensor.DType;
import pva.tensor.DeviceChoice;

/** What the words do: each fills the spec. Names and types of settings were checked before the script ran. */
final class SpecWords implements AnalysisWords {
  private final AnalysisSpec.Builder spec;
  private final Consumer<String> messages;
  private final Set<String> said = new HashSet<>();

  SpecWords(AnalysisSpec.Builder spec, Consumer<String> messages) {
    this.spec = spec;
    this.messages = messages;
  }

  @Override
  public void println(Object line) {
    messages.accept(String.valueOf(line));
  }

  /** The compiler sees a word written twice; only the running script sees one reached twice, in a loop. */
  private AnalysisSpec.Builder say(String word) {
    if (!said.add(word)) {
      throw PvaException.usage("PVA-DSL-009", "`" + word + "` is said twice").word(word);
    }
    return spec;
  }

  @Override
  public void dataset(String path) {
    say("dataset").dataset(path);
  }

  @Override
  public void model(String id) {
    model(Map.of(), id);
  }

  @Override
  public void model(Map<String, ?> settings, String id) {
    say("model").model(new ModelSpec(id, text(settings, "revision"), Optional.ofNullable((DType) settings.get("dtype"))));
  }

  @Override
  public DType getFloat32() {
    return DType.F32;
  }

  @Override
  public DType getBfloat16() {
    return DType.BF16;
  }

  @Override
  public void device(DeviceChoice where) {
    say("device").device(where);
  }

  @Override
  public DeviceChoice getAuto() {
    return DeviceChoice.parse("auto");
  }

  @Override
  public DeviceChoice getCpu() {
    return DeviceChoice.parse("cpu");
  }

  @Override
  public DeviceChoice getGpu() {
    return DeviceChoice.parse("gpu");
  }

  @Override
  public DeviceChoice gpu(int index) {
    return DeviceChoice.parse("gpu(" + index + ")");
  }

  @Override
  public void layer(int block) {
    say("layer").layer(block);
  }

  @Override
  public void position(Position token) {
    say("position").position(token);
  }

  @Override
  public Position finalToken() {
    return Position.FINAL;
  }

  @Override
  public Position lastPromptToken() {
    return Position.LAST_PROMPT;
  }

  @Override
  public void sae(SaeSpec dictionary) {
    say("sae").sae(dictionary);
  }

  @Override
  public void sae(String folder) {
    say("sae").sae(SaeSpec.at(folder));
  }

  @Override
  public SaeSpec jumpRelu(Map<String, ?> settings) {
    return dictionary(Optional.of("jumprelu"), Optional.empty(), settings);
  }

  @Override
  public SaeSpec jumpRelu() {
    return jumpRelu(Map.of());
  }

  @Override
  public SaeSpec gemmaScope(Map<String, ?> settings) {
    return dictionary(Optional.empty(), Optional.of("gemma_scope"), settings);
  }

  @Override
  public SaeSpec gemmaScope() {
    return gemmaScope(Map.of());
  }

  @Override
  public SaeSpec saelens(Map<String, ?> settings) {
    return dictionary(Optional.empty(), Optional.of("sae_lens"), settings);
  }

  private static SaeSpec dictionary(Optional<String> architecture, Optional<String> format, Map<String, ?> settings) {
    return new SaeSpec(architecture, format, number(settings, "width"), number(settings, "l0"), text(settings, "from"),
        settings.get("pairing") instanceof Pairing p ? p : Pairing.MATCHED);
  }

  @Override
  public SaeSpec llamaScope(Map<String, ?> settings) {
    boolean saelens = settings.get("scale") == LlamaScopeScale.SAE_LENS;
    return dictionary(Optional.empty(), Optional.of(saelens ? "llama_scope_sae_lens" : "llama_scope"), settings);
  }

  @Override
  public SaeSpec llamaScope() {
    return llamaScope(Map.of());
  }

  @Override
  public LlamaScopeScale getSaelensScale() {
    return LlamaScopeScale.SAE_LENS;
  }

  @Override
  public Pairing getPublished() {
    return Pairing.PUBLISHED;
  }

  @Override
  public void threshold(double activation) {
    say("threshold").threshold(activation);
  }

  @Override
  public void filter(FilterRule... rules) {
    AnalysisSpec.Builder builder = say("filter");
    Arrays.stream(rules).forEach(builder::filter);
  }

  @Override
  public FilterSpec pile(double share) {
    return pile(Map.of(), share);
  }

  @Override
  public FilterSpec pile(Map<String, ?> settings, double share) {
    return new FilterSpec("pile", share, text(settings, "corpus"), number(settings, "documents"), number(settings, "context"));
  }

  @Override
  public TemplateSpec template() {
    return new TemplateSpec();
  }

  @Override
  public HighNormSpec highNorm(double medians) {
    return new HighNormSpec(medians);
  }

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
  public void split(SplitSpec rows) {
    say("split").split(rows);
  }

  @Override
  public SplitSpec byTask(Map<String, ?> settings) {
    long seed = number(settings, "seed").orElse(42);
    OptionalInt folds = number(settings, "folds");
    if (folds.isPresent()) {
      if (settings.containsKey("select") || settings.containsKey("report")) {
        throw PvaException.usage("PVA-RUN-071", "with folds every row selects and reports, so `select` and `report` have no share").word("split");
      }
      return SplitSpec.folds(folds.getAsInt(), share(settings, "tune", 0.1), seed);
    }
    return SplitSpec.shares(share(settings, "select", 0.5), share(settings, "tune", 0.1), share(settings, "report", 0.4), seed);
  }

  @Override
  public SplitSpec byTask() {
    return byTask(Map.of());
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

  private static OptionalInt number(Map<String, ?> settings, String name) {
    return settings.get(name) instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty();
  }

  private static double share(Map<String, ?> settings, String name, double otherwise) {
    return settings.get(name) instanceof Number n ? n.doubleValue() : otherwise;
  }

  private static Optional<String> text(Map<String, ?> settings, String name) {
    return Optional.ofNullable(settings.get(name)).map(Object::toString);
  }
}
