package pva.analysis.run
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import pva.analysis.text.Folders
import pva.base.CacheFolder
import pva.base.PvaException
import pva.base.Sha256
import spock.lang.Specification
import spock.lang.TempDir

class CacheSpec extends Specification {
  @TempDir
  Path root

  Cache.Work writes(String text, AtomicInteger times = new AtomicInteger()) {
    return { Path folder, Path partial ->
      times.incrementAndGet()
      Files.createDirectories(folder.resolve('deeper'))
      Files.writeString(folder.resolve('a.txt'), text)
      Files.writeString(folder.resolve('deeper/b.txt'), text + text)
    } as Cache.Work
  }

  def 'a step is computed once and found again'() {
    given:
    AtomicInteger times = new AtomicInteger()
    Cache cache = Cache.at(root)

    when:
    Cache.Entry first = cache.obtain('fit', 'k1', writes('x', times))
    Cache.Entry second = Cache.at(root).obtain('fit', 'k1', writes('x', times))

    then:
    !first.hit()
    second.hit()
    times.get() == 1
    Files.readString(second.file('deeper/b.txt')) == 'xx'
    second.folder() == root.resolve('steps/fit/k1')
    cache.has('fit', 'k1')
    !cache.has('fit', 'k2')
    !cache.has('encode', 'k1')
  }

  def 'of several entries those that are lacking are computed in one go, and none where the work fails'() {
    given:
    Cache cache = Cache.at(root)
    cache.obtain('fit', 'k2', writes('there'))
    List<List<Integer>> asked = []
    Cache.SharedWork work = { List<Cache.Place> missing ->
      asked << missing*.number()
      missing.each { Files.writeString(it.folder().resolve('a.txt'), "entry ${it.number()}") }
    } as Cache.SharedWork

    when:
    cache.obtainAll('fit', ['k3', 'k2', 'k1'], { missing ->
      work.compute(missing)
      throw new IllegalStateException('no')
    } as Cache.SharedWork)

    then:
    thrown(IllegalStateException)
    !cache.has('fit', 'k1') && !cache.has('fit', 'k3')

    when:
    List<Cache.Entry> entries = cache.obtainAll('fit', ['k3', 'k2', 'k1'], work)

    then:
    entries*.hit() == [false, true, false]
    entries.collect { Files.readString(it.file('a.txt')) } == ['entry 0', 'there', 'entry 2']
    cache.obtainAll('fit', ['k1', 'k3'], work)*.hit() == [true, true]
    asked == [[0, 2], [0, 2]]
    Folders.files(root.resolve('steps/fit')).every { it =~ /^k[123]\// }
  }

  def 'an entry that is #damage is computed again'() {
    given:
    Cache cache = Cache.at(root)
    Path entry = cache.obtain('fit', 'k', writes('text')).folder()
    cache.obtain('fit', 'other', writes('other'))

    when:
    hurt.call(entry)
    boolean found = cache.has('fit', 'k')
    Cache.Entry again = cache.obtain('fit', 'k', writes('text'))

    then:
    !found
    !again.hit()
    Files.readString(again.file('a.txt')) == 'text'
    cache.has('fit', 'k')

    where:
    damage                  | hurt
    'truncated'             | { Path e -> Files.writeString(e.resolve('a.txt'), 'te') }
    'of the same size'      | { Path e -> Files.writeString(e.resolve('a.txt'), 'tExt') }
    'short of a file'       | { Path e -> Files.delete(e.resolve('deeper/b.txt')) }
    'without manifest'      | { Path e -> Files.delete(e.resolve('manifest.json')) }
    'with half a manifest'  | { Path e -> Files.writeString(e.resolve('manifest.json'), '{"schema": 1, "st') }
    'with another manifest' | { Path e -> Files.writeString(e.resolve('manifest.json'), '[1, 2]') }
    'of another key'        | { Path e -> Files.writeString(e.resolve('manifest.json'),
                                    Files.readString(e.resolveSibling('other').resolve('manifest.json'))) }
    'not a folder'          | { Path e -> Folders.delete(e); Files.writeString(e, 'a file') }
  }

  def 'work that fails leaves no entry, keeps its parts, and finds them again'() {
    given:
    Cache cache = Cache.at(root)

    when:
    cache.obtain('rates', 'k', { Path folder, Path partial ->
      Files.createDirectories(partial)
      Files.writeString(partial.resolve('part-0'), 'half')
      Files.writeString(folder.resolve('out'), 'unfinished')
      throw new IllegalStateException('killed')
    } as Cache.Work)

    then:
    thrown(IllegalStateException)
    !Files.exists(root.resolve('steps/rates/k'))
    Folders.files(root).findAll { !it.endsWith('.lock') } == ['steps/rates/k.partial/part-0']

    when:
    Cache.Entry entry = cache.obtain('rates', 'k', { Path folder, Path partial ->
      Files.writeString(folder.resolve('out'), Files.readString(partial.resolve('part-0')) + ' and whole')
    } as Cache.Work)

    then:
    Files.readString(entry.file('out')) == 'half and whole'
    Folders.files(root) == ['steps/rates/k/manifest.json', 'steps/rates/k/out']
  }

  def 'what a killed process left behind is cleared away'() {
    given:
    Path left = Files.createDirectories(root.resolve('steps/fit/.k.12345.tmp'))
    Files.writeString(left.resolve('x'), 'x')

    when:
    Cache.at(root).obtain('fit', 'k', writes('x'))

    then:
    !Files.exists(left)
  }

  def 'many that want the same step at once get one result of one computation'() {
    given:
    AtomicInteger times = new AtomicInteger()
    def pool = Executors.newFixedThreadPool(8)

    when:
    def entries = pool.invokeAll((1..8).collect {
      ({ Cache.at(root).obtain('fit', 'k', { Path folder, Path partial ->
        Thread.sleep(20)
        writes('x', times).compute(folder, partial)
      } as Cache.Work) } as Callable<Cache.Entry>)
    })*.get()

    then:
    times.get() == 1
    entries.count { !it.hit() } == 1

    cleanup:
    pool.shutdown()
  }

  def 'a cache that cannot be written says where it is and what to do'() {
    given:
    Path file = Files.writeString(root.resolve('file'), 'not a folder')

    when:
    Cache.at(file).obtain('fit', 'k', writes('x'))

    then:
    PvaException e = thrown()
    e.code() == 'PVA-RUN-031'
    e.message.startsWith('cannot write the cache: ')
    e.file().get() == file
    e.help() == ['say another place with PVA_CACHE=FOLDER, or run with --no-cache']
  }

  def 'the hash of a big file is remembered until the file changes'() {
    given:
    Cache cache = Cache.at(root.resolve('cache'))
    Path big = Files.write(root.resolve('big'), new byte[17 << 20])
    Path small = Files.write(root.resolve('small'), new byte[3])

    expect:
    cache.sha256(big) == Sha256.of(big)
    cache.sha256(small) == Sha256.of(small)
    Folders.files(root.resolve('cache/hashes')).size() == 1

    when:
    Files.write(big, new byte[18 << 20])

    then:
    cache.sha256(big) == Sha256.of(big)
  }
}
