package pva.data

import groovy.transform.CompileStatic
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicLong
import pva.base.Progress

/** Keeps what was reported. */
@CompileStatic
class HubProgress implements Progress {
  final List<String> started = new CopyOnWriteArrayList<>()
  final List<String> notes = new CopyOnWriteArrayList<>()
  final AtomicLong units = new AtomicLong()

  @Override
  Progress.Task start(String what, long total, String unit) {
    started << "$what: $total $unit".toString()
    return { long n -> units.addAndGet(n) } as Progress.Task
  }

  @Override
  void note(String line) {
    notes << line
  }
}
