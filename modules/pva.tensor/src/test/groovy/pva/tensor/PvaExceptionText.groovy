package pva.tensor

import pva.base.PvaException

/** What a piece of work fails with. */
class PvaExceptionText {
  static String of(Closure<?> work) {
    try {
      work()
      return 'nothing'
    } catch (PvaException e) {
      return "${e.code()} ${e.message}"
    }
  }
}
