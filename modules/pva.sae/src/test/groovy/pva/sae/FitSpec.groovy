package pva.sae

import java.nio.file.Path
import pva.base.PvaException
import pva.tensor.Device
import pva.tensor.DeviceChoice
import spock.lang.Specification
import spock.lang.TempDir

class FitSpec extends Specification {
  @TempDir Path folder

  def "figures are those of the formulas, however the tokens are divided"() {
    given: 'a dictionary of two latents a number, one for each sign, which rebuilds half of every vector'
    float[] encode = [1, -1, 0, 0, 0, 0, 1, -1] as float[]
    float[] decode = [0.5f, 0, -0.5f, 0, 0, 0.5f, 0, -0.5f] as float[]
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder, [architecture: 'standard', d_in: 2],
        [W_enc: encode, W_dec: decode, b_enc: new float[4], b_dec: new float[2]],
        [W_enc: [2, 4] as long[], W_dec: [4, 2] as long[], b_dec: [2] as long[]]), Optional.empty())
    Encoder encoder = dictionary.encoder(Device.pick(DeviceChoice.parse('cpu')))
    FitAccumulator fit = new FitAccumulator(encoder)

    when:
    parts.each { List<Integer> part -> fit.add(part as float[], part.size().intdiv(2)) }
    Fit.At at = fit.result()

    then: 'sum |x|^2 = 66 and the mean is (1, 2), so the spread is 46; half of each vector is lost; a zero fires nothing'
    at.tokens() == 4
    Math.abs(at.fvu() - 16.5d / 46) < 1e-12
    at.l0() == 1.25d
    Math.abs(at.cosine() - 0.75) < 1e-12

    cleanup:
    encoder?.close()
    dictionary?.close()

    where:
    parts << [[[3, 4, 0, 0, -3, 0, 4, 4]], [[3, 4], [0, 0], [-3, 0, 4, 4]]]
  }

  def "tokens that are all alike have no fit"() {
    given:
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder), Optional.empty())
    FitAccumulator fit = new FitAccumulator(dictionary.encoder(Device.pick(DeviceChoice.parse('cpu'))))
    fit.add([1f, 2f, 3f, 1f, 2f, 3f] as float[], 2)

    when:
    fit.result()

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-014'
    e.message == 'the fit cannot be measured: 2 tokens, all alike'
  }

  def "a transcoder has no fit on its input alone"() {
    given:
    Dictionary dictionary = Dictionaries.open(Made.dictionary(folder, [architecture: 'jumprelu_transcoder', d_out: 3]), Optional.empty())

    when:
    new FitAccumulator(dictionary.encoder(Device.pick(DeviceChoice.parse('cpu'))))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-SAE-013'
    e.message == 'the fit of a jumprelu_transcoder cannot be measured on its input alone'
  }

  def "the verdict at layer #layer with FVU #fvu and neighbours #near is #fits"() {
    given:
    DictionaryInfo info = new DictionaryInfo('gemma_scope', 'jumprelu', 128, 1024, 128, OptionalInt.of(named), hook ?: "blocks.${named}.hook_resid_post",
        Optional.empty(), OptionalDouble.of(31), 'none', 'F32', folder, [], [:])

    when:
    Fit fit = FitVerdict.judge(info, layer, new Fit.At(1000, fvu, l0, 0.9), near.collect { l, f -> new Fit.Neighbour(l, new Fit.At(1000, f, 30, 0.9)) })

    then:
    fit.verdict().fits() == fits
    fit.verdict().message() == message
    fit.verdict().betterLayer() == (better ? OptionalInt.of(better) : OptionalInt.empty())

    where:
    layer | named | hook                    | fvu   | l0   | near                 || fits  | better | message
    5     | 5     | null                    | 0.101 | 29.7 | [4: 0.208]           || true  | null   | 'the dictionary fits layer 5: FVU 0.101, L0 29.7 (declared 31), cosine 0.900; layer 4 would give FVU 0.208'
    4     | 5     | null                    | 0.208 | 28.9 | [3: 0.4, 5: 0.101]   || false | 5      | 'the dictionary does not fit layer 4: the layer that fits is 5 (FVU 0.101 there, 0.208 here)'
    14    | 15    | null                    | 0.284 | 60.8 | [13: 0.4, 15: 0.139] || false | 15     | 'the dictionary does not fit layer 14: the layer that fits is 15 (FVU 0.139 there, 0.284 here)'
    1     | 4     | null                    | 0.700 | 20   | [0: 0.9, 2: 0.5]     || false | 4      | 'the dictionary does not fit layer 1: the layer that fits is 4, which the dictionary itself names (FVU 0.700 here); FVU is 0.700: more than half of the variance is lost'
    5     | 5     | null                    | 0.620 | 31   | [4: 0.7]             || false | null   | 'the dictionary does not fit layer 5: FVU is 0.620: more than half of the variance is lost; another model, tensor or normalisation is likely'
    5     | 5     | null                    | 0.300 | 9.2  | [4: 0.35]            || false | null   | 'the dictionary does not fit layer 5: 9.2 latents are active on a token where its publisher declares 31'
    5     | 5     | 'blocks.5.hook_mlp_out' | 1.800 | 31   | [:]                  || false | null   | 'the dictionary does not fit layer 5: FVU is 1.800: more than half of the variance is lost; another model, tensor or normalisation is likely'
  }

  def "a hook before a block reads the residual stream after the block before it"() {
    expect:
    new DictionaryInfo('sae_lens', 'standard', 2, 4, 2, OptionalInt.of(8), hook, Optional.empty(), OptionalDouble.empty(), 'none', 'F32',
        folder, [], [:]).residualAfter() == after

    where:
    hook                       || after
    'blocks.8.hook_resid_pre'  || OptionalInt.of(7)
    'blocks.8.hook_resid_post' || OptionalInt.of(8)
    'blocks.0.hook_resid_pre'  || OptionalInt.empty()
    'blocks.8.hook_mlp_out'    || OptionalInt.empty()
  }
}
