package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import pva.model.ActivationStore.Kept
import spock.lang.Specification
import spock.lang.TempDir

class StoreCleaningSpec extends Specification {
  static final Instant NOW = Instant.parse('2026-03-01T00:00:00Z')
  @TempDir
  Path folder

  Kept kept(String name, long bytes, int days, boolean there = true) {
    Path model = folder.resolve(name)
    if (there) {
      Files.createDirectories(model)
    }
    Optional<ActivationKind> kind = name == 'unknown' ? Optional.empty()
        : Optional.of(new ActivationKind('hash', name, model, 'program', 'F32', 'cpu', 'blocks.0.hook_resid_post', false, 4))
    new Kept(folder.resolve("kept-$name"), kind, 1, 1, bytes, 0, NOW.minus(Duration.ofDays(days)))
  }

  def 'with gone #gone, unused #unused and keep #keep, these go: #names'() {
    given: 'the last used first'
    List<Kept> all = [kept('new', 100, 1), kept('gone', 10, 2, false), kept('unknown', 5, 3), kept('month', 40, 31), kept('old', 60, 400)]

    when:
    Map<Kept, String> goes = new StoreCleaning(gone, Optional.ofNullable(unused == null ? null : Duration.ofDays(unused)),
        keep == null ? OptionalLong.empty() : OptionalLong.of(keep)).of(all, NOW)

    then:
    goes.collectEntries { k, why -> [k.folder().fileName.toString() - 'kept-', why.replace(folder.toString(), '')] } == names

    where:
    gone  | unused | keep || names
    false | null   | null || [unknown: 'does not say what it is']
    true  | null   | null || [unknown: 'does not say what it is', gone: 'the model is no longer in /gone']
    false | 30     | null || [unknown: 'does not say what it is', month: 'not used for 31 days', old: 'not used for 400 days']
    false | null   | 210  || [unknown: 'does not say what it is']
    false | null   | 209  || [unknown: 'does not say what it is', old: 'longest unused, to make room']
    true  | 300    | 100  || [unknown: 'does not say what it is', gone: 'the model is no longer in /gone', old: 'not used for 400 days', month: 'longest unused, to make room']
    false | null   | 0    || [unknown: 'does not say what it is', old: 'longest unused, to make room', month: 'longest unused, to make room', gone: 'longest unused, to make room', new: 'longest unused, to make room']
  }
}
