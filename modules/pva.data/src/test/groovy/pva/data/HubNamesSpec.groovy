package pva.data

import pva.base.PvaException

/** Names of files and repositories, good and bad. */
class HubNamesSpec extends HubWorld {

  def 'a name with a space, a percent sign and a question mark arrives'() {
    given:
    server.files['a b/100%/+?#.txt'] = 'odd'.bytes

    expect:
    snapshot().file('a b/100%/+?#.txt').toFile().text == 'odd'
    snapshot().list('a b')*.path() == ['a b/100%/+?#.txt']
  }

  def 'names that lead out of the folder are refused, asked for or listed'() {
    when:
    server.misbehaviour = { exchange, number ->
      exchange.requestURI.path.contains('/tree/') && HubServer.json(exchange, [[type: 'file', path: name, size: 1, oid: 'a' * 40]])
    }
    snapshot().fetch(snapshot().list(''))

    then:
    PvaException listed = thrown()
    listed.code() == 'PVA-HUB-011'
    listed.message == "the file name `$shown` leads out of its repository's folder and is refused"
    listed.help() == ['a name is a path of plain parts: folder/file']

    when:
    snapshot().file(name)

    then:
    PvaException named = thrown()
    named.code() == 'PVA-HUB-011'

    where:
    name                  | shown
    '../../../etc/passwd' | name
    'a/../../b'           | name
    '/etc/passwd'         | name
    'a//b'                | name
    './a'                 | name
    ''                    | name
    'a\\..\\b'            | name
    'a\u0000b'            | 'a?b'
  }

  def 'a shard that the index places outside is refused'() {
    given:
    server.files['model.safetensors.index.json'] = '{"weight_map": {"a": "../../x.safetensors"}}'.bytes

    when:
    snapshot().fetchModel { true }

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-011'
  }

  def 'what is an id: #said #is'() {
    expect:
    Hub.isId(said) == is

    where:
    said                | is
    'google/gemma-2-2b' | true
    'gpt2'              | true
    'a/b.c_d-e'         | true
    'a/b/c'             | false
    '../b'              | false
    'a/..'              | false
    'a--b/c'            | false
    './models'          | false
    '/models'           | false
    'a/b.git'           | false
    'a b'               | false
    ''                  | false
    'a/' + 'b' * 95     | false
  }
}
