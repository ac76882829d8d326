# Values between the two processes of a judgement, as JSON: plain data travels by value, everything else by handle. JSON and not
# pickle, because what comes from the program must never be able to run anything in the process of the tests.
import builtins, collections, datetime, decimal, fractions, json, os, struct, sys

BIG = 1 << 62
LIMIT = 64 << 20
SCALARS = {str, float, bool, type(None)}
SEQUENCES = {"l": list, "t": tuple, "s": set, "z": frozenset}
RICH = {
    "Decimal": (decimal.Decimal, lambda v: [str(v)]),
    "Fraction": (fractions.Fraction, lambda v: [v.numerator, v.denominator]),
    "timedelta": (datetime.timedelta, lambda v: [v.days, v.seconds, v.microseconds]),
    "deque": (collections.deque, lambda v: [list(v), v.maxlen]),
    "Counter": (collections.Counter, lambda v: [dict(v)]),
    "OrderedDict": (collections.OrderedDict, lambda v: [list(v.items())]),
    "range": (range, lambda v: [v.start, v.stop, v.step]),
    "complex": (complex, lambda v: [v.real, v.imag]),
}
FROM_ISO = {"datetime": datetime.datetime, "date": datetime.date, "time": datetime.time}
VIEWS = {"dict_keys": type({}.keys()), "dict_items": type({}.items())}


def in_order(items, kind):
    """A set that is walked in the order it was walked on the other side, which depends on how it was built: one by one, or at once."""
    grown = kind(items)
    if list(grown) != items:
        merged = set()
        merged.update(frozenset(items))
        if list(merged) == items:
            return merged if kind is set else frozenset(merged)
    return grown


class Ended(BaseException):
    """The other process is gone, or what it sends is no answer."""


class Wire:
    """Frames of JSON over a socket: four bytes of length, then the text."""

    def __init__(self, fd):
        self.fd = fd

    def send(self, message):
        data = json.dumps(message, separators=(",", ":")).encode()
        if len(data) > LIMIT:
            raise OverflowError("the value is too large to hand over")
        data = struct.pack("<I", len(data)) + data
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.fd, view):]
        except OSError:
            raise Ended()

    def receive(self):
        size, = struct.unpack("<I", self._exactly(4))
        if size > LIMIT:
            raise Ended()
        try:
            return json.loads(self._exactly(size))
        except (ValueError, RecursionError):
            raise Ended()

    def _exactly(self, count):
        parts = []
        while count:
            try:
                part = os.read(self.fd, min(count, 1 << 20))
            except OSError:
                raise Ended()
            if not part:
                raise Ended()
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


class Peer:
    """One side of the wire: sends requests, serves those of the other side while it waits, turns values into JSON and back."""

    def __init__(self, fd):
        self.wire = Wire(fd)
        self.exported = {}

    def request(self, *message):
        self.wire.send(["?", *message])
        while True:
            kind, *rest = self.wire.receive()
            if kind == "?":
                self.answer(rest)
            else:
                return kind, rest

    def answer(self, message):
        try:
            reply = ["=", *self.serve(*message)]
        except Ended:
            raise
        except BaseException as e:
            reply = ["!", self.encode(type(e)), str(e)]
        try:
            self.wire.send(reply)
        except (OverflowError, ValueError, RecursionError, MemoryError) as e:
            self.wire.send(["!", self.encode(type(e)), "the value cannot be handed over"])

    def encode(self, v):
        t = type(v)
        if t in SCALARS:
            return v
        if t is int:
            return v if -BIG < v < BIG else ["i", hex(v)]
        if t in (list, tuple, set, frozenset):
            tag = {list: "l", tuple: "t", set: "s", frozenset: "z"}[t]
            kinds = set(map(type, v))
            if kinds <= SCALARS or kinds == {int} and -BIG < min(v) and max(v) < BIG:
                return [tag, *v]
            return [tag, *map(self.encode, v)]
        if t in (dict, collections.defaultdict):
            return ["d", *(self.encode(x) for item in v.items() for x in item)]
        if t in (bytes, bytearray):
            return ["b" if t is bytes else "y", v.hex()]
        for name, (kind, take) in RICH.items():
            if t is kind:
                return ["o", name, *map(self.encode, take(v))]
        if t in FROM_ISO.values():
            return ["n", t.__name__, v.isoformat()]
        if t in VIEWS.values():
            return ["w", t.__name__, *(self.encode(x) for x in v)]
        if t.__module__ == "numpy":
            return self.encode_numpy(v)
        if isinstance(v, (int, float, str, bytes)) and not isinstance(v, type):
            kind = next(k for k in (int, float, str, bytes) if isinstance(v, k))
            return self.encode(kind.__int__(v) if kind is int else kind.__float__(v) if kind is float
                               else "".join(str.__iter__(v)) if kind is str else bytes(bytes.__iter__(v)))
        if isinstance(v, type) and getattr(builtins, v.__name__, None) is v:
            return ["B", v.__name__]
        return self.export(v)

    def encode_numpy(self, v):
        if hasattr(v, "shape") and v.shape == () and not v.dtype.hasobject:
            return self.encode(v.item())
        if type(v).__name__ == "ndarray" and not v.dtype.hasobject and v.dtype.names is None:
            return ["N", v.dtype.str, self.encode(list(v.shape)), self.encode(v.ravel().tolist())]
        return self.export(v)

    def decode(self, v):
        if type(v) is not list:
            return v
        tag, *rest = v
        if tag in SEQUENCES:
            items = map(self.decode, rest)
            return SEQUENCES[tag](items) if tag in "lt" else in_order(list(items), SEQUENCES[tag])
        if tag == "d":
            it = map(self.decode, rest)
            return dict(zip(it, it))
        if tag == "i":
            return int(rest[0], 16)
        if tag == "b":
            return bytes.fromhex(rest[0])
        if tag == "y":
            return bytearray.fromhex(rest[0])
        if tag == "o":
            return RICH[rest[0]][0](*map(self.decode, rest[1:]))
        if tag == "n":
            return FROM_ISO[rest[0]].fromisoformat(rest[1])
        if tag == "w":
            items = list(map(self.decode, rest[1:]))
            return dict.fromkeys(items).keys() if rest[0] == "dict_keys" else dict(items).items()
        if tag == "N":
            import numpy
            return numpy.array(self.decode(rest[2]), dtype=numpy.dtype(rest[0])).reshape(self.decode(rest[1]))
        if tag == "B":
            kind = getattr(builtins, rest[0])
            if isinstance(kind, type):
                return kind
        if tag == "m" and rest[0] in self.exported:
            return self.exported[rest[0]]
        return self.imported(tag, *rest)

    def export(self, v):
        """A handle: the number under which this side keeps the value, and what the other side has to know of it."""
        self.exported[id(v)] = v
        return ["h", id(v), *self.about(v)]
