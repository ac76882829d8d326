package pva.model

import java.util.function.Consumer
import java.util.function.IntUnaryOperator
import pva.base.Progress
import pva.base.PvaException
import pva.tensor.Scope
import pva.tensor.TorchProgram
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class HalvingSpec extends Specification {
  static final String SOURCE = '''class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def room(self: __torch__.M, like: Tensor, n: int) -> Tensor:
    return torch.zeros([n], dtype=6, layout=None, device=like.device, pin_memory=None)
'''

  @Shared @AutoCleanup TorchProgram program = TorchProgram.compile(Golden.cpu(), SOURCE)
  List<String> notes = []
  List<List<Integer>> ran = []

  def 'where memory really ends, half as much runs at once, then and later; every text runs once and in its order'() {
    given:
    def halving = new Halving(noting())

    when: 'texts of 100 tokens, of which two fit'
    halving.run(new Batch([5, 3, 8, 1, 2] as int[], [7] as int[]), { 100 } as IntUnaryOperator, fits(200, 100))
    halving.run(new Batch([4, 6, 7] as int[], [] as int[]), { 100 } as IntUnaryOperator, fits(200, 100))
    halving.run(new Batch([9, 10] as int[], [] as int[]), { 150 } as IntUnaryOperator, fits(200, 150))

    then:
    ran == [[5, 3], [8, 1], [2], [4, 6], [7], [9], [10]]
    notes == ['memory does not hold 500 tokens at once; goes on with half as many']
  }

  def 'a single text that does not fit is told as such'() {
    when:
    new Halving(Progress.NONE).run(new Batch([0, 1] as int[], [] as int[]), { 100 } as IntUnaryOperator, fits(50, 100))

    then:
    def e = thrown(PvaException)
    e.code() == 'PVA-DEV-006'
    ran.empty
  }

  def 'any other failure is thrown on'() {
    when:
    new Halving(noting()).run(new Batch([0, 1] as int[], [] as int[]), { 100 } as IntUnaryOperator,
        { throw PvaException.failed('PVA-MODEL-014', 'no prompt') } as Consumer<Batch>)

    then:
    thrown(PvaException)
    notes.empty
  }

  /** Takes an impossible amount of memory where a part has more than so many tokens. */
  private Consumer<Batch> fits(int tokens, int each) {
    { Batch part ->
      Scope.on(Golden.cpu()).withCloseable { s ->
        program.call(s, 'room', s.f32([1] as float[], 1), part.texts().length * each > tokens ? 1L << 50 : 1L)
      }
      ran << part.texts().toList()
    } as Consumer<Batch>
  }

  private Progress noting() {
    [note: { notes << it }] as Progress
  }
}
