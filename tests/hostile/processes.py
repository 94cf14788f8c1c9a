"""What a protocol does to its own process, to others, to the line between the two, and to what is not its own."""

from __future__ import annotations

from tests.hostile.hostile import ANY, Hostile, in_thread, later, listed, on_data

# The descriptors of the line to the program, however many there are: sockets that nothing is printed to.
_LINES = """
def lines():
    for number in range(3, 256):
        try:
            told = os.fstat(number)
        except OSError:
            continue
        if stat.S_ISSOCK(told.st_mode) and told.st_ino != os.fstat(1).st_ino:
            yield number
def say(data):
    for number in lines():
        try:
            os.set_blocking(number, True)
            os.write(number, data)
        except OSError:
            pass
def head(kind, data):
    return struct.pack('>BI', kind, len(data)) + data
def numbers(*each):
    return head(1, struct.pack(f'={len(each)}Q', *each))
"""


def _says(what: str) -> str:
    return on_data(f"say({what})", "time.sleep(0.5)", top=_LINES)


ENDINGS = listed(
    "ends its process",
    {
        "leaves": on_data("os._exit(7)"),
        "leaves-well": on_data("os._exit(0)"),
        "leaves-in-thread": in_thread("os._exit(4)"),
        "leaves-later": later("os._exit(4)"),
        "crash": on_data("ctypes.string_at(0)"),
        "crash-in-thread": in_thread("ctypes.string_at(0)"),
        "crash-without-words": on_data("faulthandler.disable(); ctypes.string_at(0)"),
        "crash-of-the-stack": on_data(
            "sys.setrecursionlimit(10**9)",
            "ctypes.pythonapi.Py_SetRecursionLimit(10**9)",
            "f = lambda x: f(x)",
            "[].sort",
            "list(map(f, [0]))",
        ),
        "writes-over-memory": on_data("ctypes.memset(id(None), 0, 4096)"),
        "abort": on_data("os.abort()"),
        "kills-itself": on_data("os.kill(os.getpid(), signal.SIGKILL)"),
        "terminates-itself": on_data("os.kill(os.getpid(), signal.SIGTERM)"),
        "hangs-itself-up": on_data("os.kill(os.getpid(), signal.SIGHUP)"),
        "alarm": on_data("signal.setitimer(signal.ITIMER_REAL, 0.01)", "time.sleep(9)"),
        "signal-of-ours": on_data("os.kill(os.getpid(), signal.SIGPROF)"),
        "processor-limit": on_data("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))", "while True: pass"),
        "closes-all": on_data("os.closerange(0, 256)"),
        "closes-all-and-loops": on_data("os.closerange(0, 256)", "any(itertools.repeat(0))"),
        "closes-all-and-sleeps": on_data("os.closerange(0, 256)", "time.sleep(1e6)"),
        "closes-the-line": on_data("[os.close(each) for each in [*lines()]]", top=_LINES),
        "points-the-line-elsewhere": on_data("[os.dup2(0, each) for each in [*lines()]]", top=_LINES),
    },
)
ENDINGS += listed(
    "ends its process",
    {
        "interrupts-itself": on_data("os.kill(os.getpid(), signal.SIGINT)"),
        "asks-itself": on_data("os.kill(os.getpid(), signal.SIGUSR1)"),
        "closes-the-prints": on_data("os.close(1); os.close(2); print('x')"),
        "closes-the-prints-and-crashes": on_data("os.close(1); os.close(2); ctypes.string_at(0)"),
    },
    ANY,
)

GARBAGE = listed(
    "garbage on the line",
    {
        "pickled": _says("b'\\x80\\x04pickled'"),
        "huge-head": _says("struct.pack('>BI', 2, 1 << 31)"),
        "no-object": _says("head(0, b'[]')"),
        "no-json": _says("head(0, b\"{'write': True}\")"),
        "deep-json": _says("head(0, b'{\"a\":' * 20_000 + b'1' + b'}' * 20_000)"),
        "odd-numbers": _says("head(1, b'x' * 7)"),
        "numbers-of-nothing": _says("numbers(99, 1, 2)"),
        "rows-of-nowhere": _says("numbers(16 + 3, 1 << 63, 10, 0, 10)"),
        "rows-to-the-end": _says("numbers(16 + 3, 0, (1 << 64) - 1, 0, 10)"),
        "shared-rows-of-nowhere": _says("numbers(64 + 3, 1 << 40, 10, 0, 10)"),
        "sizes-that-lie": _says("numbers(0, 1 << 40, 1 << 40) + head(2, b'x')"),
        "calls-that-were-none": _says("numbers(32, 1 << 40, 1, 1)"),
        "verdict-of-nothing": _says("head(0, b'{\"verdict\": 12}')"),
        "verdict-unknown": _says('head(0, b\'{"verdict": {"outcome": "won", "reason": "", "details": ""}}\')'),
        "nothing-a-transport-does": _says("head(0, b'{\"explode\": true}')"),
        "sent-unasked": _says('head(0, b\'{"sent": ""}\')'),
        "zeros": _says("bytes(1 << 20)"),
    },
)
GARBAGE += listed(
    "garbage on the line",
    {
        "verdict-that-lies": _says('head(0, b\'{"verdict": {"outcome": "complete", "reason": "", "details": ""}}\')'),
        "half-a-message": _says("struct.pack('>BI', 2, 100) + b'x'"),
        "signs-of-life": on_data("while True: say(head(0, b'{\"gets_on\": {}}'))", top=_LINES),
        "reads-huge": _says("numbers(32, 0, 1 << 60, 1)"),
        "writes-over-pages": on_data(
            "for line in open('/proc/self/maps'):",
            "    if 'memfd' in line: ctypes.memset(int(line.split('-')[0], 16), 255, 1 << 20)",
            "self.deliver(data)",
        ),
    },
    ANY,
)

OTHERS = listed(
    "what is not its own",
    {
        "reads-passwords": on_data("open('/etc/shadow').read()", "raise OSError"),
        "reads-keys": on_data("open(os.path.expanduser('~/.ssh/id_ed25519')).read()"),
        "lists-home": on_data("os.listdir(os.path.expanduser('~')); raise OSError"),
        "ends-others": on_data("os.kill(os.getppid(), 0); raise PermissionError"),
        "patches-messages": on_data("import poetrygui.hosts.messages as m", "m.json.dumps = m._HEAD = None", "1 / 0"),
        "patches-len": on_data("builtins.len = lambda _: 1 / 0", "self.deliver(data)"),
    },
)
OTHERS += listed(
    "what is not its own",
    {
        "forks": on_data("for _ in range(20):", "    if not os.fork(): time.sleep(2); os._exit(0)"),
        "spawns": on_data("subprocess.run(['/bin/true'], check=True)"),
        "executes": on_data("os.execv('/bin/sleep', ['sleep', '1'])"),
        "writes-a-file": on_data("open('/tmp/poetrygui-hostile', 'w').write('x'); os.unlink('/tmp/poetrygui-hostile')"),
        "listens": on_data("socket.create_server(('127.0.0.1', 0))"),
        "connects": on_data("socket.create_connection(('127.0.0.1', 9), 1)"),
        "asks-for-names": on_data("socket.getaddrinfo('localhost', 80)"),
        "listens-by-reactor": on_data("reactor.listenTCP(0, None, interface='127.0.0.1')"),
        "connects-by-reactor": on_data("reactor.connectTCP('127.0.0.1', 9, None)"),
        "traces": on_data("ctypes.CDLL(None).ptrace(0, 0, 0, 0)"),
        "limits-itself": on_data("resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))", "self.deliver(data)"),
        "opens-all": on_data("held = []", "while True: held += os.pipe()"),
        "changes-folder": on_data("os.chdir('/'); os.environ.clear(); os.umask(0)", "self.deliver(data)"),
        "clears-modules": on_data("sys.modules.clear()", "self.deliver(data)"),
        "patches-core": on_data(
            "from poetrygui.core.connection import connection as c",
            "c.Connection.end = c.Connection.write = lambda *_: any(itertools.repeat(0))",
            "raise ValueError",
        ),
        "patches-packing": on_data("import poetrygui.hosts.messages as m", "m._HEAD = None", "self.deliver(data)"),
        "patches-delivery": on_data(
            "self.sink.frame = self.sink.frames = self.sink.pass_on = None", "self.deliver(data)"
        ),
        "patches-struct": on_data("struct.pack = struct.unpack = None", "self.deliver(data)"),
        "traces-calls": on_data(
            "sys.settrace(lambda *_: 1 / 0); sys.setprofile(lambda *_: 1 / 0)", "self.deliver(data)"
        ),
        "stands-still": on_data("os.nice(19)", "self.deliver(data)"),
    },
    ANY,
)

PRINTS = listed(
    "prints",
    {
        "prints-much": on_data("for _ in range(1024): print('x' * 65535)", "self.deliver(data)"),
        "prints-errors": on_data("for _ in range(512): sys.stderr.write('x' * 65535 + '\\n')"),
        "prints-no-line": on_data("for _ in range(512): os.write(1, b'x' * 65536)"),
        "prints-stacks": on_data(
            "for _ in range(20_000): os.write(2, b'Stack (most recent call first):\\n  File \"a\", line 1 in f\\n')"
        ),
        "prints-to-act": on_data("print('\\x1b[2J\\x1b]52;c;eA==\\x07\\u202e' * 1000)", "self.deliver(data)"),
        "warns": on_data("for number in range(20_000): warnings.warn(str(number))"),
        "logs": on_data("log = logging.getLogger('x')", "for _ in range(20_000): log.error('x')"),
        "prints-in-thread": in_thread("while True: print('x' * 1000)"),
        "no-output": on_data("sys.stdout = sys.stderr = None", "print('x')", "self.deliver(data)"),
        "output-raises": on_data(
            "sys.stdout = sys.stderr = type('Out', (), {'write': lambda *_: 1 / 0, 'flush': lambda *_: 1 / 0})()",
            "self.deliver(data)",
        ),
        "closes-output": on_data("sys.stdout.close()", "self.deliver(data)"),
    },
    ANY,
)

PROCESSES: list[Hostile] = [*ENDINGS, *GARBAGE, *OTHERS, *PRINTS]
GIGABYTE = Hostile("prints-a-gigabyte", "prints", on_data("for _ in range(16_384): print('x' * 65535)"), ANY)
