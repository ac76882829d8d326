package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import pva.tensor.SafetensorsFile

/** Damage, other processes and interruptions cost time, never a value. */
class ActivationStoreFaultsSpec extends ActivationStoreWorld {

  def 'a shard that is #damage costs its texts again, and nothing else'() {
    given:
    Outcome first = extract(request(rows[0..9]))
    List<Path> before = shards()
    extract(request(rows[10..19]), 'y')
    Path hurt = before[0]
    Files.write(hurt, harm.call(Files.readAllBytes(hurt)))

    when:
    Outcome again = extract(request(rows[0..19]), 'z')

    then:
    again.tokens == tokensOf(rows[lost])
    Golden.relative(again.tensors['resid_post.3'][0..<10 * checkpoint.hidden()] as float[], first.tensors['resid_post.3']) < 1e-6

    where:
    damage           | lost        | harm
    'cut off'        | (0..9)      | { byte[] b -> Arrays.copyOf(b, b.length - 7) }
    'empty'          | (0..9)      | { byte[] b -> new byte[0] }
    'something else' | (0..9)      | { byte[] b -> 'not a shard'.bytes }
  }

  def 'one altered bit costs its text again, and nothing else'() {
    given:
    Outcome first = extract(request(rows[0..9]))
    Path hurt = shards()[0]
    byte[] bytes = Files.readAllBytes(hurt)
    int text = 4
    long values = SafetensorsFile.open(hurt).withCloseable { it.info('values').offset() }
    bytes[(int) values + text * checkpoint.hidden() * 4 + 9] ^= 1
    Files.write(hurt, bytes)

    when:
    Outcome again = extract(request(rows[0..9]), 'y')

    then:
    again.notes == ['9 of 10 texts are taken from the activation store']
    Golden.relative(again.tensors['resid_post.3'], first.tensors['resid_post.3']) < 1e-6
  }

  def 'two at once compute each text once'() {
    given:
    def threads = Executors.newFixedThreadPool(2)
    Counter seen = new Counter()

    when:
    List<Outcome> both = threads.invokeAll([rows[0..39], rows[20..59]].withIndex().collect { some, i ->
      ({ extract(request(some), "t$i", seen) } as Callable)
    })*.get()

    then:
    seen.tokens == tokensOf(rows[0..59])
    (0..19).every { row(both[0], it + 20) == row(both[1], it) }

    cleanup:
    threads?.shutdownNow()
  }

  def 'who finds another process at work waits, and goes on when it is killed'() {
    given:
    extract(request(rows[0..1]))
    Path lock = Files.list(store.root().resolve('locks')).withCloseable { it.findFirst().get() }
    Path holder = Files.writeString(folder.resolve('Holder.java'), '''
        public class Holder {
          public static void main(String[] args) throws Exception {
            var channel = java.nio.channels.FileChannel.open(java.nio.file.Path.of(args[0]), java.nio.file.StandardOpenOption.WRITE);
            channel.lock();
            System.out.println("held");
            Thread.sleep(600_000);
          }
        }''')
    Process other = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", holder.toString(), lock.toString()).start()
    assert other.inputReader().readLine() == 'held'
    Counter seen = new Counter() {
      @Override
      void note(String line) {
        super.note(line)
        other.destroyForcibly()
      }
    }

    when:
    Outcome got = extract(request(rows[0..4]), 'y', seen)

    then:
    got.notes == ['another process reads activations of model at blocks.3.hook_resid_post; waiting for it',
                  '2 of 5 texts are taken from the activation store']
    got.tokens == tokensOf(rows[2..4])

    cleanup:
    other?.destroyForcibly()
  }

  def 'what a killed process left half written goes'() {
    given:
    extract(request(rows[0..1]))
    Path left = Files.writeString(shards()[0].resolveSibling('.0123.safetensors.77-88.part'), 'half')

    when:
    extract(request(rows[0..2]), 'y')

    then:
    !Files.exists(left)
  }

  def 'a note on another extraction is not followed'() {
    given: 'the note of an extraction that was interrupted'
    Path partial = folder.resolve('x.partial')
    BegunExtraction.of(partial, 'another request', [5, 6] as int[], 10)

    when:
    Outcome got = extract(request(rows[0..9]))

    then:
    got.bytes == fresh(request(rows[0..9])).bytes
    !Files.exists(partial.resolve('begun.safetensors'))
  }

  def 'a shard damaged at random gives its texts as they were, or does not have them'() {
    given:
    long seed = Long.getLong('pva.seed', System.nanoTime())
    println "seed $seed (replay with -Dpva.seed=$seed)"
    Random random = new Random(seed)
    Map<TextKey, float[]> texts = (0..5).collectEntries { [TextKey.of([it] as int[], 1), [it, 0.1, -it, 7] as float[]] }
    Path file = ActivationShard.write(folder, texts.collect { key, values -> new ActivationShard.Entry(key, 2, values) }, 2)
    byte[] sound = Files.readAllBytes(file)

    expect:
    (1..500).every {
      byte[] damaged = random.nextInt(8) == 0 ? Arrays.copyOf(sound, 1 + random.nextInt(sound.length)) : sound.clone()
      random.nextInt(6).times { damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256) }
      Files.write(file, damaged)
      List<ActivationShard.Entry> read = ActivationShard.open(file, 2).map { shard -> shard.withCloseable { it.entries() } }.orElse([])
      read.every { !texts.containsKey(it.key()) || Arrays.equals(it.values(), texts[it.key()]) }
    }
  }
}
