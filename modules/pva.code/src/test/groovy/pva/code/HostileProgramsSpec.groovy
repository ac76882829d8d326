package pva.code

import static pva.code.Judges.at
import static pva.code.Judges.program

import pva.base.Progress
import spock.lang.Specification

/** Programs that want to be called correct, or to do harm. Where this machine has no spaces, the weaker isolation it has is tested. */
class HostileProgramsSpec extends Specification {
  static final EQUALS_ALL = '''
class Same:
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = lambda self, *other: self
    __hash__ = lambda self: 0
'''
  static final FORGERIES = [
      'equal to everything'            : EQUALS_ALL + 'def f(x): return Same()',
      'a number equal to everything'   : 'class Same(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\ndef f(x): return Same(1)',
      'a list equal to everything'     : 'class Same(list):\n    __eq__ = lambda self, other: True\ndef f(x): return Same()',
      'another AssertionError'         : 'import builtins\nclass Quiet(Exception): pass\nbuiltins.AssertionError = Quiet\ndef f(x): return 0',
      'other builtins'                 : 'import builtins, operator\nfor n in "all any abs len min max".split(): setattr(builtins, n, lambda *a: True)\ndef f(x): return 0',
      'a trace that skips lines'       : 'import sys\nsys.settrace(lambda *a: None)\ndef f(x): return 0',
      'assertions caught in a thread'  : 'import threading\nthreading.excepthook = lambda *a: None\ndef f(x):\n    t = threading.Thread(target=lambda: 1/0)\n    t.start()\n    t.join()',
      'os._exit(0) at once'            : 'import os\nos._exit(0)',
      'os._exit(0) when called'        : 'import os\ndef f(x): os._exit(0)',
      'SystemExit(0)'                  : 'raise SystemExit(0)',
      'SystemExit(0) when called'      : 'def f(x): raise SystemExit(0)',
      'an exit handler'                : 'import atexit, os\natexit.register(os._exit, 0)\ndef f(x): raise SystemExit(0)',
      'a printed result'               : 'print(\'{"outcomes": [null, null], "reason": null}\', flush=True)\ndef f(x): return 0',
      'results on every descriptor'    : '''
import os
for fd in range(3, 64):
    for line in b'{"outcomes": [null, null], "reason": null}\\n', b'[null, null]\\n{"whole": true}\\n':
        try:
            os.write(fd, line)
        except OSError:
            pass
def f(x): return 0''',
      'frames that say True'           : '''
import os, struct
for text in b'["=",["f"]]', b'["=",true]', b'["=",true]', b'["=",true]', b'["=",true]', b'["=",["t",true]]', b'{"whole":true}':
    os.write(3, struct.pack("<I", len(text)) + text)
def f(x): return 0''',
      'a harness of its own'           : '''
import __main__, sys
for name in list(vars(__main__)):
    if not name.startswith("__"):
        setattr(__main__, name, lambda *a, **k: None)
def f(x): return 0''',
      'expected values out of memory'  : '''
import gc
def f(x):
    known = [o for o in gc.get_objects() if isinstance(o, (list, dict, str)) and "assert f" "(%d) == " % x in str(o)]
    return x * x if known else 0''',
      'an overwritten harness file'    : '''
import glob, os, sys
for path in glob.glob("../*") + glob.glob("/tmp/pva-judge-*/*") + [sys.argv[0]]:
    try:
        open(path, "w").close()
    except OSError:
        pass
def f(x): return 0''']

  static final HARM = [
      'a fork bomb'         : ['import os\nwhile True: os.fork()', 'Forbidden'],
      'a quiet fork bomb'   : ['import os\ntry:\n    while True: os.fork()\nexcept BaseException: pass\ndef f(x): return x * x', 'Forbidden'],
      'another program'     : ['import subprocess\ndef f(x): return subprocess.call(["true"]) or x * x', 'Forbidden'],
      'its parent killed'   : ['import os\nos.kill(os.getppid(), 9)\ndef f(x): return x * x', 'Forbidden'],
      'everybody killed'    : ['import os\nos.kill(-1, 9)\ndef f(x): return x * x', 'Forbidden'],
      'a traced parent'     : ['import ctypes, os\nctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)\ndef f(x): return x * x', 'Forbidden'],
      'the network'         : ['import socket\ndef f(x): return socket.socket() and x * x', 'PermissionError']]

  static final WASTE = [
      'endless printing'    : ['while True: print("x" * 1000)', 'Timeout'],
      'a sleep'             : ['import time\ndef f(x): time.sleep(60); return x * x', 'Timeout'],
      'deaf to signals'     : ['import signal\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: pass', 'Timeout'],
      'ten gigabytes'       : ['def f(x): return bytearray(10 * 10**9) and x * x', 'MemoryError'],
      'threads without end' : ['import threading, time\ndef f(x):\n    while True: threading.Thread(target=time.sleep, args=(60,)).start()', 'RuntimeError'],
      'a value without end' : ['def f(x):\n    v = [1]\n    for i in range(64): v = [v, v]\n    return v', 'Timeout'],
      'too deep a value'    : ['def f(x):\n    v = []\n    for i in range(100000): v = [v]\n    return v', 'RecursionError'],
      'too large a value'   : ['def f(x): return "x" * (65 << 20)', 'OverflowError']]

  def 'at #isolation no program passes by forging, and the judge goes on unharmed'() {
    given:
    def judge = at(isolation)
    println "isolation asked for: $isolation, in force: ${judge.isolation()} with Python ${judge.python().version()}"

    when:
    def verdicts = [FORGERIES.keySet().toList(), judge.judge(FORGERIES.values().collect { program(it) }, Progress.NONE)].transpose()

    then:
    verdicts.findAll { name, verdict -> verdict.passed() > 0 }*.first() == []
    judge.judge(program('def f(x): return x * x')).correct()

    cleanup:
    judge.close()

    where:
    isolation << Isolation.values()
  }

  def 'at #isolation what a program does to others ends it, even where it would have been right'() {
    given:
    def judge = at(isolation)

    expect: 'such a program is never run where there are limits alone'
    if (judge.isolation() != Isolation.LIMITS) {
      def verdicts = judge.judge(HARM.values().collect { program(it[0]) }, Progress.NONE)
      assert [HARM.keySet().toList(), verdicts*.errorType()*.get()].transpose().collectEntries() == HARM.collectEntries { k, v -> [k, v[1]] }
      assert verdicts.every { it.passed() == 0 }
    }
    judge.judge(program('def f(x): return x * x')).correct()

    cleanup:
    judge.close()

    where:
    isolation << Isolation.values()
  }

  def 'at #isolation a program that takes too much is stopped'() {
    given:
    def judge = at(isolation, 1)

    when:
    def verdicts = judge.judge(WASTE.values().collect { program(it[0]) }, Progress.NONE)

    then:
    [WASTE.keySet().toList(), verdicts*.errorType()*.get()].transpose().collectEntries() == WASTE.collectEntries { k, v -> [k, v[1]] }
    verdicts.every { it.passed() == 0 }
    judge.judge(program('def f(x): return x * x')).correct()

    cleanup:
    judge.close()

    where:
    isolation << [Isolation.NAMESPACES, Isolation.SECCOMP]
  }

  def 'every program begins in an empty folder and leaves nothing to the next'() {
    given:
    def judge = at(isolation)
    def writer = '''
import os
def f(x):
    found = os.listdir(".")
    try:
        open("left", "w").write("here")
    except OSError:
        pass
    return found'''

    expect:
    3.times { assert judge.judge(program(writer, ['assert f(1) == []'])).correct() }

    cleanup:
    judge.close()

    where:
    isolation << Isolation.values()
  }
}
