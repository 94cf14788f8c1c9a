"""What goes wrong before anything is received: while a file is loaded, an instance made, a connection begun."""

from __future__ import annotations

from tests.hostile.hostile import ANY, Hostile, at_import, having, listed, method, on_data, once_made, protocol

_DELIVER = method("dataReceived(self, data)", "self.deliver(data)")
_FACTORY = """
from twisted.internet.protocol import ClientFactory
class OwnFactory(ClientFactory):
    protocol = Own
    def buildProtocol(self, addr):
        {}
"""


def _by_factory(statement: str) -> str:
    # Its factory is a part of the file: the class comes before it.
    return protocol(_DELIVER) + _FACTORY.format(statement)


AT_IMPORT = listed(
    "at import",
    {
        "import-loop": at_import("while True: pass"),
        "import-loop-in-c": at_import("any(itertools.repeat(0))"),
        "import-sleep": at_import("time.sleep(1e6)"),
        "import-lock": at_import("lock = threading.Lock(); lock.acquire(); lock.acquire()"),
        "import-regex": at_import("re.match(r'(a+)+$', 'a' * 64 + 'b')"),
        "import-exit": at_import("sys.exit(3)"),
        "import-interrupt": at_import("raise KeyboardInterrupt"),
        "import-base": at_import("raise type('Own', (BaseException,), {'__str__': lambda self: 1 / 0})"),
        "import-leaves": at_import("os._exit(5)"),
        "import-crash": at_import("ctypes.string_at(0)"),
        "import-abort": at_import("os.abort()"),
        "import-kill": at_import("os.kill(os.getpid(), signal.SIGKILL)"),
        "import-memory": at_import("held = [bytearray(1 << 40)]"),
        "import-deep": "x = " + "(" * 20_000 + ")" * 20_000 + "\n",
        "import-reactor": at_import("reactor.run()"),
        "import-missing": at_import("import no_such_module_at_all"),
    },
)
AT_IMPORT += listed(
    "at import",
    {
        "import-prints": at_import("for _ in range(500): print('x' * 65536)"),
        "import-builtins": at_import("builtins.len = builtins.isinstance = lambda *_: 1 / 0"),
        "import-hooks": at_import("sys.excepthook = sys.settrace = sys.displayhook = None"),
        "import-modules": at_import("[sys.modules.pop(each) for each in [*sys.modules] if 'hosts' in each]"),
        "import-secrets": at_import("open(os.path.expanduser('~/.ssh/id_ed25519')).read()"),
        "import-thread": at_import("threading.Thread(target=lambda: any(itertools.repeat(0)), daemon=True).start()"),
    },
    ANY,
)

INSTANCES = listed(
    "instance",
    {
        "init-raises": protocol(method("__init__(self)", "raise ValueError('in init')"), _DELIVER),
        "init-exits": protocol(method("__init__(self)", "raise SystemExit(3)"), _DELIVER),
        "init-loops": protocol(method("__init__(self)", "while True: pass"), _DELIVER),
        "init-sleeps": protocol(method("__init__(self)", "time.sleep(1e6)"), _DELIVER),
        "init-crashes": protocol(method("__init__(self)", "ctypes.string_at(0)"), _DELIVER),
        "new-object": protocol(method("__new__(cls)", "return object()"), _DELIVER),
        "new-none": protocol(method("__new__(cls)", "return None"), _DELIVER),
        "new-class": protocol(method("__new__(cls)", "return cls"), _DELIVER),
        "attributes-raise": protocol(method("__getattribute__(self, name)", "raise ValueError(name)"), _DELIVER),
        "attributes-loop": protocol(method("__getattribute__(self, name)", "while True: pass"), _DELIVER),
        "attributes-recur": protocol(method("__getattribute__(self, name)", "return getattr(self, name)"), _DELIVER),
        "sets-nothing": protocol(method("__setattr__(self, name, value)", "raise AttributeError(name)"), _DELIVER),
        "meta-loops": protocol(
            _DELIVER,
            top="class Meta(type(PoemProtocol)):\n    def __call__(cls, *a, **k):\n        any(itertools.repeat(0))\n",
            base="PoemProtocol, metaclass=Meta",
        ),
        "async-received": protocol("async def dataReceived(self, data):\n    self.deliver(data)\n"),
        "no-protocol": "x = 1\n",
        "factory-none": _by_factory("return None"),
        "factory-raises": _by_factory("raise ValueError('in the factory')"),
        "factory-loops": _by_factory("any(itertools.repeat(0))"),
    },
)
INSTANCES += listed(
    "instance",
    {
        "class-lies": protocol("__class__ = property(lambda self: 1 / 0)", _DELIVER),
        "never-equal": protocol(method("__eq__(self, other)", "raise ValueError"), _DELIVER),
        "has-no-truth": protocol(method("__bool__(self)", "raise ValueError"), _DELIVER),
        "repr-loops": protocol(method("__repr__(self)", "while True: pass"), _DELIVER),
        "del-loops": protocol(method("__del__(self)", "while True: pass"), _DELIVER),
        "slots": protocol("__slots__ = ()", _DELIVER),
        "generator": on_data("yield data"),
    },
    ANY,
)

BEGINNINGS = listed(
    "beginning",
    {
        "made-raises": once_made("raise RuntimeError('made')"),
        "made-loops": once_made("while True: pass"),
        "made-loops-in-c": once_made("sum(iter(int, 1))"),
        "made-sleeps": once_made("time.sleep(1e6)"),
        "make-loops": having("makeConnection(self, transport)", "any(itertools.repeat(0))"),
        "make-crashes": having("makeConnection(self, transport)", "ctypes.string_at(0)"),
        "made-leaves": once_made("os._exit(0)"),
        "writes-text": once_made("self.transport.write('text')"),
        "asks-for-handle": once_made("self.transport.getHandle()"),
        "asks-for-socket": once_made("self.transport.socket.close()"),
        "closes-and-loops": once_made("self.transport.loseConnection()", "while True: pass"),
        "aborts-and-loops": once_made("self.transport.abortConnection()", "while True: pass"),
        "producer-loops": once_made("self.transport.registerProducer(self, False)", top="").replace(
            "def connectionMade", "def resumeProducing(self):\n        while True: pass\n    def connectionMade"
        ),
    },
)
BEGINNINGS += listed(
    "beginning",
    {
        "writes-much": once_made("self.transport.write(b'x' * (64 << 20))"),
        "writes-for-ever": protocol(
            method("connectionMade(self)", "self.more()"),
            method("more(self)", "self.transport.write(b'x' * 100_000)", "reactor.callLater(0, self.more)"),
            _DELIVER,
        ),
        "closes-often": once_made("[self.transport.loseConnection() for _ in range(100_000)]"),
        "options-of-nothing": once_made("self.transport.setTcpNoDelay(object())"),
        "replaces-transport": once_made("self.transport = None"),
        "replaces-sink": once_made("self.sink = self"),
        "made-closes": once_made("self.transport.abortConnection()"),
        "producer-twice": once_made("[self.transport.registerProducer(self, True) for _ in range(3)]"),
    },
    ANY,
)

BEGINNINGS += listed(
    "beginning", {"pauses-for-ever": once_made("self.transport.pauseProducing()")}, ("stopped",), "stop"
)

MAKINGS: list[Hostile] = [*AT_IMPORT, *INSTANCES, *BEGINNINGS]
