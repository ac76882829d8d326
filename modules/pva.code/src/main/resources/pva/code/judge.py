# The supervisor: warm, trusted, one for each worker. For every solution it forks a process for the program and one for the tests,
# before it has read a single test, so that the program finds none in the memory it inherits. Requests come on standard input, each
# "PROGRAM_BYTES TESTS_BYTES\n" and two JSON texts; verdicts go to standard output, one line each. It ends with its input, however
# that ends; its parent, which stays outside the spaces and can still delete, then takes the folder away.
import fcntl, gc, glob, json, os, select, shutil, signal, socket, sys, tempfile, time
import bisect, cmath, copy, dataclasses, enum, functools, heapq, itertools, math, re, statistics, string, typing  # warm for programs

TESTS_MEMORY = 2 << 30
BOX_BYTES = 64 << 20
FOLDER = "pva-judge-"


def null_streams():
    null = os.open(os.devnull, os.O_RDWR)
    for fd in 0, 1, 2:
        os.dup2(null, fd)
    os.close(null)


def keep_only(fd):
    """Closes every descriptor but the standard streams and this one, which becomes 3."""
    if fd != 3:
        os.dup2(fd, 3)
    os.closerange(4, 1 << 10)
    return 3


def child(body):
    """Forks; the child runs {body} and never comes back."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            survive_nobody()
            code = body() or 0
        except BaseException:
            code = 1
        finally:
            os._exit(code)
    return pid


def wait_for(pid):
    """How a child ended: its exit code, or 128 and the signal."""
    _, status = os.waitpid(pid, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


class Worker:
    def __init__(self, kind, box):
        self.kind, self.box, self.folder = kind, box, None

    def program_process(self, fd, request):
        """The process to wait for and to kill; the program runs in it or below it."""
        if self.kind != "namespaces":
            self.folder = tempfile.mkdtemp(dir=self.box)
            os.chmod(self.folder, 0o777)
            return child(lambda: self.program(fd, request, self.folder))
        pid = child(lambda: self.spaced(fd, request))
        try:
            os.setpgid(pid, pid)
        except OSError:
            pass  # it did so itself already
        return pid

    def spaced(self, fd, request):
        os.setpgid(0, 0)
        own_processes(self.box, BOX_BYTES >> 10)
        return self.watch(lambda: self.watch(lambda: self.program(fd, request, self.box)))

    def watch(self, body):
        pid = child(body)
        os.closerange(0, 1 << 10)  # so that the program's end closes the wire
        return wait_for(pid)

    def program(self, fd, request, folder):
        os.setsid()
        null_streams()
        fd = keep_only(fd)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(HOME=folder, TMPDIR=folder, LANG="C.UTF-8")
        # where processes are counted with those of the user who judges, the filter alone keeps new ones away
        alone = self.kind == "namespaces" or os.geteuid() == 0 and closed_folder() is None
        processes = 64 if alone else 0 if self.kind == "limits" else None
        leave_root()
        survive_nobody()
        writable = self.kind != "seccomp"
        limit(-(-request["timeout"] // 1000), request["memory"], BOX_BYTES if writable else 0, processes)
        if self.kind != "limits":
            refuse_calls(writable)
        run_program(fd, request)

    def tests(self, fd, out, size):
        hide_memory()
        request = json.loads(exactly(0, size))
        null_streams()
        resource.setrlimit(resource.RLIMIT_AS, (TESTS_MEMORY, TESTS_MEMORY))

        def tell(outcomes):
            os.write(out, json.dumps(outcomes).encode() + b"\n")
        try:
            run_tests(fd, request, tell)
            tell({"whole": True})
        except Ended:
            tell({"whole": False})

    def judge(self, request, tests_size):
        """The outcome of each test as far as it got (None = passed, else the error's name), and why it got no further."""
        ours, theirs = socket.socketpair()
        deadline = time.monotonic() + request["wall"] / 1000
        program = self.program_process(theirs.fileno(), request)
        theirs.close()
        reading, writing = os.pipe()
        tests = child(lambda: self.tests(ours.fileno(), writing, tests_size))
        ours.close()
        os.close(writing)
        outcomes, whole, late = self.listen(reading, deadline)
        os.close(reading)
        status = None if whole or late else self.end_of(program)
        self.end(tests, group=False)
        if status is None:
            self.end(program)
        self.clear()
        return outcomes, None if whole else self.reason(late, status)

    def listen(self, reading, deadline):
        """What the tests tell until they are through, fall silent or are late."""
        outcomes, text = [], b""
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([reading], [], [], left)[0]:
                return outcomes, False, True
            part = os.read(reading, 1 << 16)
            if not part:
                return outcomes, False, False
            *lines, text = (text + part).split(b"\n")
            for told in map(json.loads, lines):
                if isinstance(told, dict):
                    return outcomes, told["whole"], False
                outcomes.extend(told)

    def end_of(self, pid):
        """How a program ended that has just hung up; None where it lives on."""
        grace = time.monotonic() + 0.5
        while time.monotonic() < grace:
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
            time.sleep(0.002)
        return None

    def end(self, pid, group=True):
        """Kills a child; of the one that watches over the program, all its group, and with the first of its space everybody in it."""
        try:
            os.killpg(pid, signal.SIGKILL) if group and self.kind == "namespaces" else os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
        os.waitpid(pid, 0)

    def clear(self):
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def reason(self, late, status):
        if late or status == 128 + signal.SIGXCPU:
            return "Timeout"
        if status == 128 + signal.SIGSYS:
            return "Forbidden"
        return "Killed" if status is not None and status >= 128 else "Exit"


def exactly(fd, count):
    parts = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def header():
    text = b""
    while not text.endswith(b"\n"):
        text += exactly(0, 1)
    return map(int, text.split())


def works(kind, box):
    """Whether this kind of isolation can be had here, found out by a program that adds."""
    def attempt():
        if kind == "namespaces":
            enter_spaces(box)
        worker = Worker(kind, box)
        ours, theirs = socket.socketpair()
        request = {"sources": ["def add(a, b): return a + b"], "setup": "", "timeout": 10000, "memory": 1 << 30}
        pid = worker.program_process(theirs.fileno(), request)
        theirs.close()
        wire = Wire(ours.fileno())
        ok = wire.receive() == ["=", ["add"]]
        worker.end(pid)
        worker.clear()
        return 0 if ok else 1
    return wait_for(child(attempt)) == 0


def clear_left(temporary):
    """Deletes the folders of judges that were killed; those of the living are locked."""
    for folder in glob.glob(os.path.join(glob.escape(temporary), FOLDER + "*")):
        try:
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue  # another user's
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            pass  # in use
        finally:
            os.close(fd)


def own_folder(temporary):
    """A new folder, locked by a descriptor that stays open until this process and its children have ended."""
    while True:
        folder = tempfile.mkdtemp(prefix=FOLDER, dir=temporary)
        try:
            fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
            os.mkdir(os.path.join(folder, "box"))
        except FileNotFoundError:
            continue  # another judge took it for one that was left, before it was locked
        for path in folder, os.path.join(folder, "box"):
            os.chmod(path, 0o711)  # a program that runs as nobody must be able to pass
        return folder


def main(wanted, temporary):
    sys.path[:] = [p for p in sys.path if p and p != os.getcwd()]
    os.setsid()  # an interrupt at the terminal is for pva, which ends its judges itself
    clear_left(temporary)
    folder = own_folder(temporary)
    pid = os.fork()
    if pid == 0:
        survive_nobody()
        serve(wanted, os.path.join(folder, "box"))
    signal.signal(signal.SIGTERM, lambda *_: os.kill(pid, signal.SIGKILL))
    hide_memory()
    wait_for(pid)
    shutil.rmtree(folder, ignore_errors=True)


def serve(wanted, box):
    kinds = ["namespaces", "seccomp", "limits"]
    kind = next(k for k in kinds[kinds.index(wanted):] if k == "limits" or works(k, box))
    if kind == "limits" and os.geteuid() == 0 and closed_folder():
        sys.exit("limits alone do not keep root's programs in, and %s is closed to any other user; let PVA_PYTHON name a Python that all "
                 "users can run" % closed_folder())
    if kind == "namespaces":
        enter_spaces(box)
    hide_memory()  # not before: a process that hides its memory cannot describe its own user space
    worker = Worker(kind, box)
    os.write(1, json.dumps({"isolation": kind, "python": platform.python_version()}).encode() + b"\n")
    gc.collect()
    gc.freeze()
    while True:
        program_size, tests_size = header()
        outcomes, reason = worker.judge(json.loads(exactly(0, program_size)), tests_size)
        os.write(1, json.dumps({"outcomes": outcomes, "reason": reason}).encode() + b"\n")


main(*sys.argv[1:])
