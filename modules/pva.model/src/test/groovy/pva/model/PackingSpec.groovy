package pva.model

import java.nio.file.Files
import java.nio.file.Path
import java.util.function.BooleanSupplier
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
    def packing = Packing.kept(folder.resolve('packing'), 'this machine')

    expect:
    packing.packs(SHAPES, DType.BF16, { first } as BooleanSupplier) == first
    packing.packs(SHAPES, DType.BF16, { !first } as BooleanSupplier) == first
    Packing.kept(folder.resolve('packing'), 'this machine').packs(SHAPES, DType.BF16, { !first } as BooleanSupplier) == first

    where:
    first << [true, false]
  }

  def 'another #what has a trial of its own'() {
    given:
    Packing.kept(folder, 'this machine').packs(SHAPES, DType.BF16, { true } as BooleanSupplier)

    expect:
    !Packing.kept(folder, machine).packs(shapes, compute, { false } as BooleanSupplier)

    where:
    what      | machine        | shapes                        | compute
    'machine' | 'another'      | SHAPES                        | DType.BF16
    'type'    | 'this machine' | SHAPES                        | DType.F32
    'model'   | 'this machine' | [[1000L, 2000L], [1000L]]     | DType.BF16
  }

  def 'a small model is never packed, and none is where nothing can be kept'() {
    given:
    Files.writeString(folder.resolve('file'), '')

    expect:
    !Packing.kept(folder, 'this machine').packs([[999L, 1000L]], DType.F32, { true } as BooleanSupplier)
    !Packing.kept(folder.resolve('file'), 'this machine').packs(SHAPES, DType.F32, { true } as BooleanSupplier)
  }

  def 'a damaged word is a trial again'() {
    given:
    def packing = Packing.kept(folder, 'this machine')
    packing.packs(SHAPES, DType.F32, { false } as BooleanSupplier)
    Files.list(folder).withCloseable { files -> files.each { Files.writeString(it, 'pac') } }

    expect:
    packing.packs(SHAPES, DType.F32, { true } as BooleanSupplier)
    packing.packs(SHAPES, DType.F32, { false } as BooleanSupplier)
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
      trial.asBoolean
    }

    when:
    ResidualModel.load(Checkpoint.open(Golden.model('gpt2')), 0, compute, Golden.cpu(), Optional.empty(), asked, false, Progress.NONE).close()

    then:
    trials == 1

    where:
    compute << [DType.F32, DType.BF16]
  }
}
