# The process of the tests: it never runs a line of the program. Names that the tests do not define themselves reach the program
# through Remote; what comes back is data, and the tests look at it here, with builtins the program cannot touch.
import ast, builtins, importlib, operator, sys

BUILTINS = frozenset(dir(builtins))
COMPARED = ("lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor")


class Remote:
    """
    An object of the program: asked over the wire. It equals no plain value and cannot be ordered or added with one, because the
    answer would be the program's own word on its own result. What the program derived from a builtin container counts by its content.
    """
    __slots__ = ("pva_peer", "pva_number", "pva_based", "pva_kind", "__weakref__")

    def __init__(self, peer, number, based, kind):
        for name, value in zip(Remote.__slots__, (peer, number, based, kind)):
            object.__setattr__(self, name, value)

    def pva_ask(self, op, *args):
        peer = object.__getattribute__(self, "pva_peer")
        return peer.result(peer.request(op, ["m", self.pva_number], *map(peer.encode, args)))

    def pva_plain(self):
        return self.pva_peer.result(self.pva_peer.request("plain", self.pva_number))

    def __call__(self, *args, **kwargs):
        return self.pva_peer.call(self.pva_number, args, kwargs)

    def __getattr__(self, name):
        return self.pva_ask("getattr", name)

    def __setattr__(self, name, value):
        self.pva_ask("setattr", name, value)

    def __delattr__(self, name):
        self.pva_ask("delattr", name)

    def __getitem__(self, key):
        return self.pva_plain()[key] if self.pva_based and not isinstance(key, Remote) else self.pva_ask("getitem", key)

    def __setitem__(self, key, value):
        self.pva_ask("setitem", key, value)

    def __delitem__(self, key):
        self.pva_ask("delitem", key)

    def __len__(self):
        return len(self.pva_plain()) if self.pva_based else self.pva_ask("len")

    def __iter__(self):
        return iter(self.pva_plain()) if self.pva_based else self.pva_ask("iter")

    def __next__(self):
        more, *value = self.pva_peer.reply(self.pva_peer.request("next", self.pva_number))
        if not more:
            raise StopIteration
        return self.pva_peer.decode(value[0])

    def __bool__(self):
        return bool(self.pva_plain()) if self.pva_based else self.pva_ask("bool")

    def __str__(self):
        return self.pva_ask("str")

    def __repr__(self):
        return self.pva_ask("repr")

    def __int__(self):
        return self.pva_ask("int")

    def __float__(self):
        return self.pva_ask("float")

    def __neg__(self):
        return self.pva_ask("neg")

    def __abs__(self):
        return self.pva_ask("abs")

    def __enter__(self):
        return self.pva_ask("getattr", "__enter__")()

    def __exit__(self, *ignored):
        return self.pva_ask("getattr", "__exit__")(None, None, None)

    def __instancecheck__(self, instance):
        return isinstance(instance, Remote) and self.pva_peer.ask("isinstance", instance, self)

    def __eq__(self, other):
        if self is other:
            return True
        if self.pva_based:
            return self.pva_plain() == (other.pva_plain() if isinstance(other, Remote) and other.pva_based else other)
        return isinstance(other, Remote) and not other.pva_based and bool(self.pva_ask("eq", other))

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.pva_plain()) if self.pva_based else self.pva_number


def operation(name, swapped):
    action = getattr(operator, name)

    def run(self, other):
        if self.pva_based:
            mine, theirs = self.pva_plain(), other.pva_plain() if isinstance(other, Remote) and other.pva_based else other
            return action(theirs, mine) if swapped else action(mine, theirs)
        if not isinstance(other, Remote):
            return NotImplemented
        return self.pva_ask(name, other)
    return run


for _name in COMPARED:
    setattr(Remote, "__" + _name.strip("_") + "__", operation(_name, False))
    if _name not in ("lt", "le", "gt", "ge"):
        setattr(Remote, "__r" + _name.strip("_") + "__", operation(_name, True))


class Tests(Peer):
    def __init__(self, fd):
        super().__init__(fd)
        self.remotes, self.exceptions = {}, {}

    def about(self, v):
        if not callable(v):
            raise TypeError("the tests cannot hand a %s to the program" % type(v).__name__)
        return []

    def encode(self, v):
        return ["m", v.pva_number] if type(v) is Remote else super().encode(v)

    def imported(self, tag, number=None, based=False, kind="", name="", base=""):
        if tag == "M" and number.partition(".")[0] in sys.stdlib_module_names:
            return importlib.import_module(number)
        if tag == "h" and kind == "exception":
            return self.exception(name, base)
        if tag == "h" and type(number) is int:
            return self.remotes.setdefault(number, Remote(self, number, based is True, kind))
        raise Ended()

    def exception(self, name, base):
        known = getattr(builtins, base)
        return self.exceptions.setdefault((name, base), type(name, (known,), {}))

    def serve(self, op, number, args):
        return [self.encode(self.exported[number](*self.decode(args)))]

    def reply(self, answer):
        kind, rest = answer
        if kind == "=":
            return rest
        try:
            error, said = self.decode(rest[0]), str(rest[1])
        except (LookupError, ValueError, TypeError):
            raise Ended()
        if not (isinstance(error, type) and issubclass(error, BaseException)):
            raise Ended()
        try:
            raised = error(said)
        except TypeError:  # UnicodeDecodeError and the like want more than a text
            raised = type(error.__name__, (error,), {"__init__": lambda self: None})()
        raise raised

    def result(self, answer):
        rest = self.reply(answer)
        try:
            return self.decode(rest[0])
        except (LookupError, ValueError, ArithmeticError, TypeError, RecursionError, ImportError):
            raise Ended()

    def ask(self, op, *args):
        return self.result(self.request(op, *map(self.encode, args)))

    def call(self, number, args, kwargs):
        answer = self.request("call", number, self.encode(list(args)), self.encode(kwargs))
        value = self.result(answer)
        if len(answer[1]) > 1:
            for old, new in zip(args, self.decode(answer[1][1])):
                renew(old, new)
        return value


def renew(old, new):
    """What the program did to an argument that can change, done to the tests' own."""
    if type(old) is not type(new):
        return
    if type(old) in (list, bytearray):
        old[:] = new
    elif type(old) in (dict, set):
        old.clear()
        old.update(new)


class Names(dict):
    """The tests' own names, then the program's. A builtin name is Python's own unless the test is about nothing else."""

    def __init__(self, peer, program):
        super().__init__(__name__="tests")
        self.peer, self.program, self.builtin_tested = peer, frozenset(program), False

    def __missing__(self, name):
        if name not in BUILTINS or self.builtin_tested and name in self.program:
            return self.peer.result(self.peer.request("get", name))
        raise KeyError(name)

    def run(self, source, where):
        tree = ast.parse(source, where)
        used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        self.builtin_tested = not (used - BUILTINS - self.keys()) & self.program
        exec(compile(tree, where, "exec"), self)


def setup_source(setup):
    """The setup without its classes: their objects go to the program, so they are the program's to make."""
    tree = ast.parse(setup)
    tree.body = [s for s in tree.body if not isinstance(s, ast.ClassDef)]
    return tree


def run_tests(fd, request, tell):
    peer = Tests(fd)
    kind, *told = peer.wire.receive()
    if kind == "!":
        return tell([str(told[0])] * len(request["tests"]))
    names = Names(peer, [n for n in told[0] if type(n) is str])
    try:
        exec(compile(setup_source(request["setup"]), "<setup>", "exec"), names)
    except Exception as e:
        return tell([type(e).__name__] * len(request["tests"]))
    for test in request["tests"]:
        try:
            names.run(test, "<test>")
            told = None
        except Ended:
            raise
        except BaseException as e:
            told = type(e).__name__
        tell([told])
