# The process of the program: untrusted from the moment the program runs. It answers what it is asked and knows no test.
import ast, operator, random, types

BASES = (list, tuple, dict, set, frozenset, bytearray)


class Callback:
    """A function of the tests, called from here."""

    def __init__(self, peer, number):
        self.peer, self.number = peer, number

    def __call__(self, *args):
        kind, rest = self.peer.request("callback", self.number, self.peer.encode(list(args)))
        if kind == "=":
            return self.peer.decode(rest[0])
        raise self.peer.decode(rest[0])(rest[1])


class Program(Peer):
    def __init__(self, fd, names):
        super().__init__(fd)
        self.names = names

    def about(self, v):
        based = isinstance(v, BASES)
        if isinstance(v, type) and issubclass(v, BaseException):
            base = next(c for c in v.__mro__ if getattr(builtins, c.__name__, None) is c)
            return [based, "exception", v.__name__, base.__name__]
        return [based, "class" if isinstance(v, type) else "", type(v).__name__]

    def imported(self, tag, number=None, *rest):
        if tag == "h":
            return Callback(self, number)
        raise TypeError("the tests handed over what cannot be understood")

    def serve(self, op, *rest):
        if op == "get":
            return [self.named(rest[0])]
        if op == "call":
            return self.call(*rest)
        if op == "plain":
            v = self.exported[rest[0]]
            kind = next(b for b in BASES if isinstance(v, b))
            return [self.encode(kind(kind.items(v)) if kind is dict else kind(kind.__iter__(v)))]
        if op == "next":
            for v in self.exported[rest[0]]:
                return [True, self.encode(v)]
            return [False]
        target, *args = map(self.decode, rest)
        action = {"getattr": getattr, "setattr": setattr, "delattr": delattr, "str": str, "repr": repr, "len": len, "bool": bool,
                  "iter": iter, "isinstance": isinstance, "int": int, "float": float}.get(op) or getattr(operator, op)
        return [self.encode(action(target, *args))]

    def named(self, name):
        v = self.names[name]
        if isinstance(v, types.ModuleType):
            return ["M", v.__name__]
        return self.encode(v)

    def call(self, number, args, kwargs):
        arguments = self.decode(args)
        result = self.exported[number](*arguments, **self.decode(kwargs))
        answer = [self.encode(result)]
        after = self.encode(arguments)
        return answer if after == args else [*answer, after]


def load(sources, setup):
    """The program's names, after its classes of the setup and the first of the sources that is Python."""
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    names = module.__dict__
    code = compiled(sources)
    for statement in parsed(setup):
        if isinstance(statement, (ast.Import, ast.ImportFrom, ast.ClassDef)):
            try:
                exec(compile(ast.Module([statement], []), "<setup>", "exec"), names)
            except Exception:
                pass  # what needs the program runs beside the tests
    exec(code, names)
    return names


def parsed(setup):
    try:
        return ast.parse(setup).body
    except SyntaxError:
        return []


def compiled(sources):
    first = None
    for source in sources:
        try:
            return compile(source, "<solution>", "exec")
        except Exception as e:
            first = first or e
    raise first


def run_program(fd, request):
    sys.argv = ["solution"]
    random.seed(0)
    peer = Program(fd, {})
    try:
        peer.names = load(request["sources"], request["setup"])
        told = ["=", [n for n in peer.names if isinstance(n, str) and not (n.startswith("__") and n.endswith("__"))]]
    except Ended:
        raise
    except BaseException as e:
        told = ["!", type(e).__name__]
    peer.wire.send(told)
    while True:
        kind, *message = peer.wire.receive()
        peer.answer(message)
