package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.util.function.IntPredicate
import pva.base.Progress
import pva.tensor.DType
import spock.lang.Specification
import spock.lang.TempDir

class PackingSpec extends Specification {
  static final List<List<Long>> SHAPES = [[2000L, 1000L], [1000L]]

  @TempDir
  Path folder

  def 'a trial is made once, and what it said stays'() {
    given:
    def packing = Packing.kept(folder.resolve('packing'), 'this machine', 0)

    expect:
    packing.packs(SHAPES, DType.BF16, { first } as IntPredicate) == first
    packing.packs(SHAPES, DType.BF16, { !first } as IntPredicate) == first
    Packing.kept(folder.resolve('packing'), 'this machine', 0).packs(SHAPES, DType.BF16, { !first } as IntPredicate) == first

    where:
    first << [true, false]
  }

  def 'another #what has a trial of its own'() {
    given:
    Packing.kept(folder, 'this machine', 0).packs(SHAPES, DType.BF16, { true } as IntPredicate)

    expect:
    !Packing.kept(folder, machine, steps).packs(shapes, compute, { false } as IntPredicate)

    where:
    what      | machine        | shapes                    | compute    | steps
    'machine' | 'another'      | SHAPES                    | DType.BF16 | 0
    'type'    | 'this machine' | SHAPES                    | DType.F32  | 0
    'model'   | 'this machine' | [[1000L, 2000L], [1000L]] | DType.BF16 | 0
    'work'    | 'this machine' | SHAPES                    | DType.BF16 | 32
  }

  def 'a small model is never packed, and none is where nothing can be kept'() {
    given:
    Files.writeString(folder.resolve('file'), '')

    expect:
    !Packing.kept(folder, 'this machine', 0).packs([[999L, 1000L]], DType.F32, { true } as IntPredicate)
    !Packing.kept(folder.resolve('file'), 'this machine', 0).packs(SHAPES, DType.F32, { true } as IntPredicate)
  }

  def 'a damaged word is a trial again'() {
    given:
    def packing = Packing.kept(folder, 'this machine', 0)
    packing.packs(SHAPES, DType.F32, { false } as IntPredicate)
    Files.list(folder).withCloseable { files -> files.each { Files.writeString(it, 'pac') } }

    expect:
    packing.packs(SHAPES, DType.F32, { true } as IntPredicate)
    packing.packs(SHAPES, DType.F32, { false } as IntPredicate)
  }

  def 'how long something takes is said in words'() {
    expect:
    BlockTiming.words(seconds) == words

    where:
    seconds || words
    39.7    || '40 s'
    89      || '89 s'
    90      || '2 min'
    5399    || '90 min'
    9000    || '2.5 h'
  }

  def 'the trial runs a real block'() {
    given:
    int trials = 0
    Packing asked = { shapes, type, trial ->
      trials++
      trial.test(steps)
    }

    when:
    ResidualModel.load(Checkpoint.open(Golden.model('gpt2')), 0, compute, Golden.cpu(), Optional.empty(), asked, false, Progress.NONE).close()

    then:
    trials == 1

    where:
    [compute, steps] << [[DType.F32, DType.BF16], [0, 32]].combinations()
  }
}
