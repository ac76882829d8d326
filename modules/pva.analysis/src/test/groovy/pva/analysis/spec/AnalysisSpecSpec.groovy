package pva.analysis.spec
import java.nio.file.Path
import pva.base.PvaException
import pva.model.Position
import pva.stats.RankBy
import pva.tensor.DType
import pva.tensor.DeviceChoice
import spock.lang.Specification

class AnalysisSpecSpec extends Specification {

  def 'a layer is enough, defaults do the rest'() {
    when:
    AnalysisSpec spec = AnalysisSpec.of(Path.of('/scripts/card.groovy'), 'text').layer(41).build()

    then:
    spec.name() == 'card'
    spec.base() == Path.of('/scripts')
    spec.dataset().empty
    spec.model() == ModelSpec.of('google/gemma-2-9b')
    spec.model().compute() == DType.F32
    spec.device() == new DeviceChoice.Auto()
    spec.position() == Position.FINAL
    spec.sae() == SaeSpec.any()
    spec.threshold() == 0.05d
    spec.filter().empty
    spec.rank() == new RankSpec(RankBy.COHENS_D, 20)
    spec.params().isEmpty()
  }

  def 'a script without a layer is refused'() {
    when:
    AnalysisSpec.of(Path.of('a.groovy'), '').build()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-014'
    e.exitCode() == 2
    e.message == 'no layer was said'
    e.word().get() == 'layer'
    e.help() == ['add a line such as: layer 41']
  }

  def 'several layers ascend, and what is amiss with one is sought where they are said'() {
    given:
    Span line = new Span(3, 5, 6)
    AnalysisSpec spec = AnalysisSpec.of(Path.of('a.groovy'), '').layers([5, 0, 3]).said('layers', line).build()

    expect:
    spec.layers() == [0, 3, 5]
    spec.deepest() == 5
    spec.said() == [layers: line, layer: line]
    AnalysisSpec.of(Path.of('a.groovy'), '').layer(-1).build().with { it.deepest() == -1 && !it.several() }
  }

  def 'impossible values are refused: #message'() {
    when:
    make.call(AnalysisSpec.of(Path.of('a.groovy'), '').layer(4)).build()

    then:
    PvaException e = thrown()
    e.code() == code
    e.exitCode() == 2
    e.message == message
    e.word().get() == word

    where:
    code          | word        | message                                                          | make
    'PVA-RUN-001' | 'model'     | "the model's name is empty"                                      | { it.model(ModelSpec.of(' ')) }
    'PVA-RUN-002' | 'model'     | 'a model computes in float32 or bfloat16, not I64'               |
        { it.model(new ModelSpec('m', Optional.empty(), Optional.of(DType.I64))) }
    'PVA-RUN-003' | 'sae'       | "the SAE's width must be at least 1, not 0"                      |
        { it.sae(new SaeSpec(Optional.empty(), Optional.empty(), OptionalInt.of(0), OptionalInt.empty(), Optional.empty())) }
    'PVA-RUN-004' | 'sae'       | "the SAE's l0 must be at least 1, not -3"                        |
        { it.sae(new SaeSpec(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.of(-3), Optional.empty())) }
    'PVA-RUN-005' | 'sae'       | 'the place of the SAE is empty'                                  | { it.sae(SaeSpec.at('')) }
    'PVA-RUN-006' | 'filter'    | 'the share of the filter lies between 0 and 1, not at 2.0'       | { it.filter(FilterSpec.pile(2)) }
    'PVA-RUN-006' | 'filter'    | 'the share of the filter lies between 0 and 1, not at NaN'       | { it.filter(FilterSpec.pile(Double.NaN)) }
    'PVA-RUN-007' | 'filter'    | 'the filter needs at least 1 document, not 0'                    |
        { it.filter(new FilterSpec('pile', 0.02d, Optional.empty(), OptionalInt.of(0), OptionalInt.empty())) }
    'PVA-RUN-008' | 'filter'    | "the filter's context needs at least 2 tokens, not 1"            |
        { it.filter(new FilterSpec('pile', 0.02d, Optional.empty(), OptionalInt.empty(), OptionalInt.of(1))) }
    'PVA-RUN-009' | 'rank'      | 'the ranking shows at least 1 latent, not 0'                     | { it.rank(new RankSpec(RankBy.AUROC, 0)) }
    'PVA-RUN-010' | 'dataset'   | 'the place of the dataset is empty'                              | { it.dataset('') }
    'PVA-RUN-011' | 'layer'     | 'a layer is counted from 0, or -1 for the last block, not -2'    | { it.layer(-2) }
    'PVA-RUN-011' | 'layers'    | 'a layer is counted from 0, or -1 for the last block, not -1'    | { it.layers([4, -1]) }
    'PVA-RUN-015' | 'layers'    | 'layer 4 is said twice'                                          | { it.layers([4, 3, 4]) }
    'PVA-RUN-012' | 'position'  | 'one token stands for a row: final or last prompt token'         | { it.position(Position.ALL) }
    'PVA-RUN-060' | 'split'     | 'a split has at least 2 folds, not 1'                            | { it.split(SplitSpec.folds(1, 1, 0d, 1)) }
    'PVA-RUN-060' | 'split'     | '`repeats` says how often folds are dealt: at least once, and with `folds` only' |
        { it.split(SplitSpec.folds(2, 0, 0d, 1)) }
    'PVA-RUN-060' | 'split'     | '`repeats` says how often folds are dealt: at least once, and with `folds` only' |
        { it.split(new SplitSpec(0.5d, 0.1d, 0.4d, OptionalInt.empty(), 2, 1)) }
    'PVA-RUN-013' | 'threshold' | 'the threshold is a number from 0 up, not -1.0'                  | { it.threshold(-1) }
  }
}
