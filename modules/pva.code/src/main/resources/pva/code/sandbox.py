# How a process shuts itself in before the program runs in it. Three kinds, the strongest that works is taken: "namespaces" (own
# process, mount, network, ipc and host-name spaces, everything read-only but an empty tmpfs, plus the next), "seccomp" (system calls
# that start processes, reach others, the network or change files are refused, plus the next), "limits" (resource limits alone).
import ctypes, os, platform, resource, signal, struct, sys

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_MOVE, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 4096, 8192, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
SYS_mount_setattr = 442
KILL, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
EACCES, ENOSYS = 13, 38
NOBODY = 65534

# x86-64 numbers. No solution needs these: new processes and programs, signals and memory of others, spaces, mounts, kernel services.
HOSTILE = {57, 58, 59, 322, 101, 129, 297, 200, 310, 311, 312, 272, 308, 165, 166, 155, 161, 428, 429, 430, 442, 321, 298, 323, 425,
           426, 427, 424, 434, 438, 304, 248, 249, 250, 169, 175, 246, 139, 163, 167, 172, 173}
TO_ITSELF = {62, 234}  # kill, tgkill: allowed to its own process
SOCKET, CLONE, CLONE3, PRLIMIT, OPEN, OPENAT, OPENAT2 = 41, 56, 435, 302, 2, 257, 437
# what changes files: creat, truncate, rename, mkdir, rmdir, link, unlink, symlink, chmod, chown, mknod, utime, xattr and their *at forms
CHANGING = {85, 76, 77, 82, 264, 316, 83, 258, 84, 86, 265, 87, 263, 88, 266, 90, 91, 268, 452, 92, 93, 94, 260, 133, 259, 132, 235, 261,
            280, 188, 189, 190, 197, 198, 199, 285}
WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND

libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def call(name, *args):
    """A function of the C library; OSError where it fails."""
    args = [ctypes.c_char_p(a) if isinstance(a, bytes) else ctypes.c_ulong(a) if isinstance(a, int) else a for a in args]
    if getattr(libc, name)(*args) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name)


def survive_nobody():
    """This process dies with its parent."""
    if libc:
        call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)


def hide_memory():
    """Other processes of the same user can neither trace this one nor read its memory."""
    if libc:
        call("prctl", PR_SET_DUMPABLE, 0)


def enter_spaces(box):
    """The spaces that all programs of a worker share, and nothing writable in them but what {box} will get."""
    spaces = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET
    uid, gid = os.geteuid(), os.getegid()
    try:
        call("unshare", spaces)
    except OSError:
        call("unshare", spaces | CLONE_NEWUSER)
        for name, text in ("setgroups", "deny"), ("uid_map", "0 %d 1" % uid), ("gid_map", "0 %d 1" % gid):
            with open("/proc/self/" + name, "w") as out:
                out.write(text)
    call("mount", b"none", b"/", 0, MS_REC | MS_PRIVATE, 0)
    show_python(box)
    call("mount", b"tmpfs", b"/proc", b"tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, b"size=4k")
    attributes = ctypes.create_string_buffer(struct.pack("<QQQQ", 1, 0, 0, 0))
    call("syscall", SYS_mount_setattr, ctypes.c_long(-100), b"/", 0x8000, attributes, 32)


def closed_folder():
    """The first folder on the way to Python's own files that other users cannot pass, such as /root; None where there is none."""
    for prefix in {sys.prefix, sys.base_prefix}:
        parts = prefix.split(os.sep)
        for n in range(2, len(parts) + 1):
            folder = os.sep.join(parts[:n])
            if not os.stat(folder).st_mode & 1:
                return folder
    return None


def show_python(box):
    """Root's program runs as nobody. Where Python lives in a folder closed to him, an open, empty one with only Python takes its place."""
    folder = closed_folder() if os.geteuid() == 0 else None
    if folder is None:
        return
    inside = sorted(p for p in {sys.prefix, sys.base_prefix} if p.startswith(folder + os.sep))
    for number, prefix in enumerate(inside):
        os.makedirs(os.path.join(box, "python%d" % number), exist_ok=True)
        call("mount", prefix.encode(), os.path.join(box, "python%d" % number).encode(), 0, MS_BIND | MS_REC, 0)
    call("mount", b"tmpfs", folder.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, b"size=64k,mode=755")
    for number, prefix in enumerate(inside):
        os.makedirs(prefix, exist_ok=True)
        call("mount", os.path.join(box, "python%d" % number).encode(), prefix.encode(), 0, MS_MOVE, 0)


def own_processes(box, kilobytes):
    """From here on, children live in a process space of their own, with an empty folder of their own."""
    call("unshare", CLONE_NEWPID | CLONE_NEWNS)
    call("mount", b"tmpfs", box.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, b"size=%dk,mode=1777" % kilobytes)


def leave_root():
    """Another user, where this one is root and Python can be reached by others; then no right of any kind."""
    if os.geteuid() == 0 and closed_folder() is None:
        for uid in (1900000000 + os.getppid(), NOBODY):
            try:
                os.setgroups([])
            except OSError:
                pass  # not allowed in a user space that maps one user
            try:
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
                break
            except OSError:
                continue
    if libc:
        call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        header = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0))
        nothing = ctypes.create_string_buffer(24)
        call("capset", header, nothing)


def limit(cpu_seconds, memory, box_bytes, processes):
    limits = {resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1), resource.RLIMIT_AS: memory, resource.RLIMIT_CORE: 0,
              resource.RLIMIT_FSIZE: box_bytes, resource.RLIMIT_NOFILE: 64}
    if processes is not None:
        limits[resource.RLIMIT_NPROC] = processes
    for kind, most in limits.items():
        soft, hard = most if isinstance(most, tuple) else (most, most)
        try:
            resource.setrlimit(kind, (soft, hard))
        except ValueError:  # the machine's own limit is lower
            pass


def refuse_calls(writable):
    """A filter over this process's system calls. Hostile ones end it (SIGSYS); sockets and, without a folder, changes of files fail."""
    if platform.machine() != "x86_64":
        raise OSError("no filter for this processor")
    me = os.getpid()
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, 0xC000003E), (0x06, 0, 0, KILL),  # another architecture's calls
               (0x20, 0, 0, 0), (0x35, 0, 1, 0x40000000), (0x06, 0, 0, KILL)]  # and the x32 ones

    def refuse(number, action):
        program.extend([(0x15, 0, 1, number), (0x06, 0, 0, action)])

    def refuse_if(number, argument, test, jump_true, jump_false, action):
        program.extend([(0x15, 0, 4, number), (0x20, 0, 0, 16 + 8 * argument), (test[0], jump_true, jump_false, test[1]),
                        (0x06, 0, 0, action), (0x20, 0, 0, 0)])

    for number in sorted(HOSTILE):
        refuse(number, KILL)
    for number in sorted(TO_ITSELF):
        refuse_if(number, 0, (0x15, me), 1, 0, KILL)
    refuse_if(CLONE, 0, (0x45, 0x00010000), 1, 0, KILL)  # threads yes, processes no
    refuse(CLONE3, ERRNO | ENOSYS)  # its arguments cannot be seen; the C library then uses clone
    refuse_if(PRLIMIT, 0, (0x15, 0), 1, 0, KILL)
    refuse(SOCKET, ERRNO | EACCES)
    if not writable:
        for number in sorted(CHANGING):
            refuse(number, ERRNO | EACCES)
        refuse(OPENAT2, ERRNO | ENOSYS)
        refuse_if(OPEN, 1, (0x45, WRITING), 0, 1, ERRNO | EACCES)
        refuse_if(OPENAT, 2, (0x45, WRITING), 0, 1, ERRNO | EACCES)
    program.append((0x06, 0, 0, ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code)))
    call("prctl", PR_SET_SECCOMP, 2, header)
