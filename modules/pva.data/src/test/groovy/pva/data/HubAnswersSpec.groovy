package pva.data

import com.sun.net.httpserver.HttpExchange
import pva.base.PvaException

/** Answers that are no hub's, and repositories that contradict themselves, word for word. */
class HubAnswersSpec extends HubRefusals {

  def 'a server that is no hub: #why'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number -> behaviour(exchange) }

    when:
    PvaException e = fault(revision: revision)

    then:
    e.code() == 'PVA-HUB-010'
    e.message == "${server.authority()} does not answer as a Hugging Face hub for $subject: $why"
    e.help() == ['check HF_ENDPOINT, and that no proxy or sign-in page stands between']

    where:
    revision << ['main'] * 6 + [HubServer.COMMIT] * 2
    subject = revision == 'main' ? 'org/tiny' : 'config.json of org/tiny'
    why << ['it names no commit', 'it names no commit', 'it answers with status 418', 'it redirects in circles',
            'it redirects to `file:///etc/passwd`', 'it redirects to `http://[`', 'it sends no usable entity tag',
            'it sends no usable entity tag']
    behaviour << [
        { HttpExchange x -> HubServer.json(x, [sha: 'abc']) },
        { HttpExchange x -> HubServer.page(x, '<html>') },
        { HttpExchange x -> HubServer.status(x, 418) },
        { HttpExchange x -> HubServer.status(x, 302, [Location: '/again']) },
        { HttpExchange x -> HubServer.status(x, 302, [Location: 'file:///etc/passwd']) },
        { HttpExchange x -> HubServer.status(x, 302, [Location: 'http://[']) },
        { HttpExchange x -> HubServer.status(x, 200) },
        { HttpExchange x -> HubServer.status(x, 200, [ETag: '"../../x"']) }]
  }

  def 'a list that is no list: #why'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number -> behaviour(exchange) }

    when:
    new Hub(server.settings(home)).snapshot(HubServer.ID, Optional.of(HubServer.COMMIT), progress).list('')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-010'
    e.message == "${server.authority()} does not answer as a Hugging Face hub for org/tiny: $why"

    where:
    why << ['its list is not JSON', 'its list is not an array', 'its list has no end']
    behaviour << [
        { HttpExchange x -> HubServer.page(x, '<html>') },
        { HttpExchange x -> HubServer.json(x, [:]) },
        { HttpExchange x ->
          x.responseHeaders.add('Link', "<${x.requestURI}>; rel=\"next\"")
          HubServer.json(x, [])
        }]
  }

  def 'a model without safetensors'() {
    given:
    server.files['pytorch_model.bin'] = 'pickle'.bytes

    when:
    new Hub(server.settings(home)).snapshot(HubServer.ID, Optional.empty(), progress).fetchModel { true }

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-015'
    e.message == 'org/tiny has neither model.safetensors nor model.safetensors.index.json at revision main'
    e.help() == ['its weights are pickles, which are not read; save the model with save_pretrained(..., safe_serialization=True)']
  }

  def 'an index that names what is not there: #why'() {
    given:
    server.files['model.safetensors.index.json'] = index.bytes

    when:
    new Hub(server.settings(home)).snapshot(HubServer.ID, Optional.empty(), progress).fetchModel { it.startsWith('a') }

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-017'
    e.message == "the index of the weights is wrong: $why"
    e.help() == ['the repository itself is at fault; name another revision']

    where:
    index                                  | why
    '{"weight_map": {"a": "x.safetensors"}}' | 'it names the shard x.safetensors, which the repository does not have'
    '{"weight_map": {"b": "x.safetensors"}}' | 'it names none of the wanted tensors'
    '{"weight_map": {}'                      | 'it is not JSON'
  }
}
