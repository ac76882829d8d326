package pva.analysis.spec
import java.nio.file.Path
import pva.base.PvaException
import pva.model.Hook
import pva.sae.DictionaryInfo
import spock.lang.Specification

class HookContractSpec extends Specification {
  static DictionaryInfo info(String hook, String architecture = 'jumprelu', Map<String, String> details = [:]) {
    new DictionaryInfo('made', architecture, 8, 16, 8, OptionalInt.empty(), hook, Optional.empty(), OptionalDouble.empty(), 'none', 'F32',
        Path.of('sae'), [], details)
  }

  def 'a dictionary of #hook is given #given at layer 4'() {
    expect:
    HookContract.at(info(hook), 4).toString() == given

    where:
    hook                      || given
    'blocks.4.hook_resid_post' || 'blocks.4.hook_resid_post'
    'blocks.9.hook_resid_post' || 'blocks.4.hook_resid_post'  // the fit check judges it and names the layer
    'blocks.5.hook_resid_pre'  || 'blocks.4.hook_resid_post'
    'blocks.4.attn.hook_z'     || 'blocks.4.attn.hook_z'
    'blocks.4.hook_mlp_out'    || 'blocks.4.hook_mlp_out'
    'blocks.4.hook_resid_mid'  || 'blocks.4.hook_resid_mid'
    ''                         || 'blocks.4.hook_resid_post'
  }

  def 'a dictionary that cannot be given what it reads is refused with the reason'() {
    when:
    HookContract.at(dictionary, 4)

    then:
    PvaException e = thrown()
    e.code() == code
    e.message == words
    e.word().get() == 'sae'
    e.exitCode() == 1

    where:
    dictionary                                                       || code          | words
    info('blocks.4.ln2.hook_normalized', 'jumprelu_transcoder')      || 'PVA-RUN-023' | 'this dictionary is a jumprelu_transcoder: it rebuilds another tensor than it reads, blocks.4.ln2.hook_normalized, so nothing here can tell whether it fits'
    info('hook_embed')                                               || 'PVA-RUN-024' | 'this dictionary reads hook_embed, which cannot be read here'
    info('blocks.4.mlp.hook_post')                                   || 'PVA-RUN-024' | 'this dictionary reads blocks.4.mlp.hook_post, which cannot be read here'
    info('', 'jumprelu', [hf_hook_point_in: 'model.layers.4.x.input']) || 'PVA-RUN-024' | 'this dictionary reads model.layers.4.x.input, which cannot be read here'
    info('blocks.3.hook_mlp_out')                                    || 'PVA-RUN-025' | 'this dictionary reads blocks.3.hook_mlp_out, and layer 4 is asked for'
  }

  def 'another tensor than the one a dictionary names is refused; where either is not known, nothing is said'() {
    when:
    HookContract.check(info('blocks.4.attn.hook_z'), Optional.of(Hook.residPost(4)))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-026'
    e.message == 'this dictionary reads blocks.4.attn.hook_z, and is given blocks.4.hook_resid_post'
    e.help() == ['a dictionary fed another tensor raises nothing and gives latents that mean nothing; --force goes on all the same']

    when:
    HookContract.check(info('blocks.5.hook_resid_pre'), Optional.of(Hook.residPost(4)))
    HookContract.check(info('blocks.4.hook_resid_post'), Optional.empty())
    HookContract.check(info(''), Optional.of(Hook.residPost(4)))

    then:
    noExceptionThrown()
  }

  def 'the published pairing gives the stream before the block to the dictionary of the stream after it'() {
    expect:
    HookContract.at(info('blocks.4.hook_resid_post'), 4, Pairing.PUBLISHED) == Hook.residPost(3)
    HookContract.at(info(''), 4, Pairing.PUBLISHED) == Hook.residPost(3)
    HookContract.at(info('blocks.4.hook_resid_post'), 4, Pairing.MATCHED) == Hook.residPost(4)

    when:
    HookContract.at(info(hook), layer, Pairing.PUBLISHED)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-027'
    e.message == 'the published pairing gives the residual stream before block L to the dictionary trained on the stream after block L, ' +
        "from layer 1 on; this is layer $layer and a dictionary of $hook"

    where:
    hook                       | layer
    'blocks.0.hook_resid_post' | 0
    'blocks.5.hook_resid_post' | 4
    'blocks.4.hook_mlp_out'    | 4
  }
}
