package pva.model

import static pva.model.Golden.TEXTS

import pva.base.Progress
import pva.tensor.DType
import spock.lang.Specification

class GenerationSpec extends Specification {
  static final List<String> ALL = FamiliesSpec.ALL

  def 'greedy tokens of #family are those of transformers, with #slots texts side by side'() {
    given:
    def texts = Golden.tokens(Golden.model(family), TEXTS)
    def expected = Golden.expected(family)
    def settings = GenerationSettings.greedy(16, [] as Set).beside(slots)

    when:
    def got = generate(family, texts*.ids(), settings)

    then:
    (0..2).each { assert got[it][0].tokens().toList() == expected.longs("greedy.$it").toList() }
    got.every { it[0].ending() == Generated.Ending.LENGTH }

    cleanup:
    expected?.close()

    where:
    [family, slots] << [ALL, [1, 2, 16]].combinations()
  }

  private static List<List<Generated>> generate(
      String family, List<int[]> prompts, GenerationSettings settings, List<Intervention> interventions = []) {
    List<List<Generated>> got = prompts.collect { [] }
    def folder = Golden.model(family)
    LanguageModel.load(Checkpoint.open(folder), DType.F32, Golden.cpu(), Progress.NONE).withCloseable { model ->
      Tokenizer.open(folder).withCloseable { tokenizer ->
        new Generator(model, tokenizer, interventions).run(
            prompts.withIndex().collect { ids, i -> new Prompt(i, ids) }, settings, { got[it.prompt().id() as int] << it }, Progress.NONE)
      }
    }
    return got
  }
}
