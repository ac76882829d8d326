package pva.analysis
import pva.base.Progress

/** Throws after some steps of work, as a kill would come: between any two of them. */
class Killing implements Progress {
  int left
  String at

  Killing(int after) {
    left = after
  }

  Killing(String at) {
    this.at = at
    left = Integer.MAX_VALUE
  }

  @Override
  Progress.Task start(String what, long total, String unit) {
    boolean here = what == at
    return { long units ->
      if (here || --left < 0) {
        throw new Killed()
      }
    } as Progress.Task
  }
}

/** No exception that a run may handle: it stands for a kill. */
class Killed extends Error {
}
