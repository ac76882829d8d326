package pva.data

import com.sun.net.httpserver.HttpExchange
import pva.base.PvaException

/** Every way to be refused, word for word, with the next step. */
class HubFaultsSpec extends HubRefusals {

  def 'a gated repository, without a token and with one (status #status)'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number ->
      exchange.requestMethod == 'HEAD' && HubServer.error(exchange, status, 'GatedRepo')
    }

    when:
    PvaException without = fault()
    PvaException with = fault(token: 'hf_x')

    then:
    without.code() == 'PVA-HUB-003'
    without.exitCode() == 1
    without.message == 'org/tiny is gated: its owner shares it with those who accept the terms'
    without.help() == ["accept the terms at ${url()}/org/tiny, signed in",
                       "set HF_TOKEN to a token of your account from ${url()}/settings/tokens, or run: hf auth login"]
    with.help() == ["accept the terms at ${url()}/org/tiny, signed in", 'the token in use must be of the account that accepted, ' +
        "with the right to read gated repositories: ${url()}/settings/tokens"]

    where:
    status << [401, 403]
  }

  def 'a missing or private repository'() {
    given:
    if (bare) {
      answer(401)
    }

    when:
    PvaException without = fault(id: 'org/absent')
    PvaException with = fault(id: 'org/absent', token: 'hf_x')

    then:
    without.code() == 'PVA-HUB-002'
    without.message == "there is no model org/absent at ${url()}, or it is private"
    without.help() == ["check the spelling, organisation/name, at ${url()}/org/absent",
                       "if it is private: set HF_TOKEN to a token of your account from ${url()}/settings/tokens, or run: hf auth login"]
    with.help()[1] == "if it is private, the token in use must be of an account that may read it: ${url()}/settings/tokens"

    where:
    bare << [false, true]
  }

  def 'a wrong revision, a branch or a commit'() {
    when:
    PvaException e = fault(revision: revision)

    then:
    e.code() == 'PVA-HUB-004'
    e.message == "org/tiny has no revision `$revision`"
    e.help() == ["the branches, tags and commits are at ${url()}/org/tiny/commits/main; without a revision it is main"]

    where:
    revision << ['v9', 'f' * 40]
  }

  def 'a missing file'() {
    when:
    PvaException e = fault(file: 'layer_99/params.npz')

    then:
    e.code() == 'PVA-HUB-005'
    e.message == 'org/tiny has no `layer_99/params.npz` at revision main'
    e.help() == ["what it has is at ${url()}/org/tiny/tree/main"]
  }

  def 'a missing folder'() {
    when:
    new Hub(server.settings(home)).snapshot(HubServer.ID, Optional.empty(), progress).fetchFolder('layer_99')

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-005'
    e.message == 'org/tiny has no `layer_99` at revision main'
  }

  def 'a token that the hub does not know'() {
    given:
    answer(401, ['X-Error-Message': 'Invalid credentials in Authorization header'])

    when:
    PvaException e = fault(token: 'hf_x')

    then:
    e.code() == 'PVA-HUB-009'
    e.message == "${server.authority()} refuses org/tiny: Invalid credentials in Authorization header"
    e.help() == ["the token in use is not valid or may not read this; make one that may: ${url()}/settings/tokens"]
  }

  def 'forbidden for no reason given'() {
    given:
    answer(403)

    when:
    PvaException e = fault()

    then:
    e.code() == 'PVA-HUB-009'
    e.message == "${server.authority()} refuses org/tiny (status 403)"
    e.help() == ["set HF_TOKEN to a token of your account from ${url()}/settings/tokens, or run: hf auth login"]
  }

  def 'offline'() {
    when:
    PvaException e = fault(offline: true)
    PvaException file = fault(offline: true, revision: HubServer.COMMIT)

    then:
    e.code() == 'PVA-HUB-001'
    e.message == "HF_HUB_OFFLINE is set and org/tiny is not, or not whole, in the hub's cache"
    e.help() == ['unset HF_HUB_OFFLINE, or fetch it where there is a network: hf download org/tiny']
    file.message == "HF_HUB_OFFLINE is set and config.json of org/tiny is not in the hub's cache"
    file.help() == ['unset HF_HUB_OFFLINE, or fetch it where there is a network: ' +
                        "hf download org/tiny --revision $HubServer.COMMIT config.json"]
    server.asked.empty
  }

  def 'nobody there'() {
    given:
    HubSettings settings = server.settings(home)
    String authority = server.authority()
    server.close()

    when:
    new Hub(settings).snapshot(HubServer.ID, Optional.empty(), progress)

    then:
    PvaException e = thrown()
    e.code() == 'PVA-HUB-006'
    e.message == "cannot connect to $authority, for org/tiny"
    e.help() == ['run it again: a download goes on where it stopped',
                 "behind a proxy: PVA_OPTS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'"]
    progress.notes == (['1 ms', '2 ms', '4 ms'].collect { "cannot connect to $authority, for org/tiny; trying again in $it".toString() })
  }

  def 'a connection that breaks each time'() {
    given:
    server.misbehaviour = { HttpExchange exchange, int number ->
      exchange.requestMethod == 'GET' && exchange.requestURI.path.contains('/resolve/') && HubServer.cut(exchange, '{}'.bytes, 0)
    }

    when:
    PvaException e = fault()

    then:
    e.code() == 'PVA-HUB-006'
    e.message == "the connection to ${server.authority()} broke, for config.json of org/tiny"
    server.asked('GET', "/org/tiny/resolve/$HubServer.COMMIT/config.json").size() == 4
  }

  def 'a server that stays busy'() {
    given:
    answer(429)

    when:
    PvaException without = fault()
    PvaException with = fault(token: 'hf_x')

    then:
    without.code() == 'PVA-HUB-013'
    without.message == "${server.authority()} is asked too often (status 429) for org/tiny"
    without.help() == ['run it again: a download goes on where it stopped', 'with a token the hub allows more: set HF_TOKEN']
    with.help() == ['run it again: a download goes on where it stopped']
    server.asked.size() == 8
  }

  def 'a server that asks for more patience than there is'() {
    given:
    answer(503, ['Retry-After': '3600'])

    when:
    PvaException e = fault()

    then:
    e.code() == 'PVA-HUB-013'
    e.message == "${server.authority()} cannot serve now (status 503) for org/tiny; it asks to wait 3600 s"
    server.asked.size() == 1
  }

  def 'words that are no id or revision'() {
    expect:
    with(fault(id: 'a/b/c')) {
      code() == 'PVA-HUB-012'
      exitCode() == 2
      message == '`a/b/c` is not a hub id'
      help() == ['an id is organisation/name, as in google/gemma-2-2b']
    }
    with(fault(revision: '../x')) {
      code() == 'PVA-HUB-012'
      message == '`../x` is not a revision'
      help() == ['a revision is a branch, a tag or a commit of 40 digits']
    }
    server.asked.empty
  }
}
