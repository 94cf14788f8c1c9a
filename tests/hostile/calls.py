"""What goes wrong in a call: no end, no return, and whatever can be raised; in timed calls and threads, too."""

from __future__ import annotations

from tests.hostile.hostile import ANY, Hostile, in_thread, later, listed, on_data, once_lost, once_made

_MUTE = "class Mute(BaseException):\n    def __str__(self):\n        {}\n"

NO_END = listed(
    "no end",
    {
        "loop": on_data("while True: pass"),
        "loop-swallows": on_data(
            "while True:", "    try:", "        time.sleep(0.001)", "    except BaseException:", "        pass"
        ),
        "loop-in-finally": on_data("try: raise ValueError", "finally:", "    while True: pass"),
        "loop-in-c": on_data("any(itertools.repeat(0))"),
        "loop-of-sum": on_data("sum(iter(int, 1))"),
        "loop-in-frames": on_data("self.deliver_many(iter(int, 1))"),
        "regex": on_data("re.match(r'(a+)+$', 'a' * 64 + 'b')"),
        "arithmetic": on_data("pow(3, 10**9)"),
        "text-of-number": on_data("sys.set_int_max_str_digits(0); str(1 << (1 << 26))"),
        "sort": on_data("sorted(range(10**6), key=lambda _: any(itertools.repeat(0)))"),
        "sleep": on_data("time.sleep(1e6)"),
        "lock": on_data("lock = threading.Lock()", "lock.acquire()", "lock.acquire()"),
        "queue": on_data("queue.Queue().get()"),
        "condition": on_data("threading.Event().wait()"),
        "joins-itself": on_data(
            "thread = threading.Thread(target=threading.Event().wait, daemon=True); thread.start()", "thread.join()"
        ),
        "pipe": on_data("reads, writes = os.pipe()", "os.read(reads, 1)"),
        "silent-socket": on_data("ours, theirs = socket.socketpair()", "ours.recv(1)"),
        "select": on_data("select.select([], [], [])"),
        "sigwait": on_data("signal.sigwait([signal.SIGUSR2])"),
        "ignores-signals": on_data(
            "[signal.signal(each, signal.SIG_IGN) for each in (10, 12, 14, 15)]", "while True: pass"
        ),
        "del-of-result": on_data("class Held:", "    def __del__(self):", "        any(itertools.repeat(0))", "Held()"),
        "loop-in-str": on_data("raise Mute", top=_MUTE.format("any(itertools.repeat(0))")),
        "later-loops": later("while True: pass"),
        "later-loops-in-c": later("any(itertools.repeat(0))"),
        "thread-loops-in-c": in_thread("any(itertools.repeat(0))"),
        "from-thread-loops": in_thread("reactor.callFromThread(any, itertools.repeat(0))"),
        "deferred-loops": once_made(
            "d = defer.Deferred(); d.addCallback(lambda _: any(itertools.repeat(0))); d.callback(None)"
        ),
        "lost-loops": once_lost("while True: pass"),
        "lost-loops-in-c": once_lost("any(itertools.repeat(0))"),
        "lost-sleeps": once_lost("time.sleep(1e6)"),
    },
    ("plugin-hang", "plugin-fault"),
)

RAISED = listed(
    "raised",
    {
        "value-error": on_data("raise ValueError('x')"),
        "system-exit": on_data("raise SystemExit(3)"),
        "keyboard-interrupt": on_data("raise KeyboardInterrupt"),
        "generator-exit": on_data("raise GeneratorExit"),
        "stop-iteration": on_data("raise StopIteration"),
        "memory-error": on_data("bytes(1 << 62)"),
        "memory-grows": on_data("held = []", "while True: held.append(bytes(256 << 20))"),
        "memory-mapped": on_data("held = [mmap.mmap(-1, 1 << 34) for _ in range(1 << 20)]"),
        "recursion": on_data("self.dataReceived(data)"),
        "recursion-in-c": on_data("held = []", "for _ in range(10**6): held = [held]", "repr(held)"),
        "mute": on_data("raise Mute", top=_MUTE.format("raise ValueError")),
        "long-message": on_data("raise ValueError('x' * (100 << 20))"),
        "group": on_data(
            "raise BaseExceptionGroup('many', [SystemExit(1), ExceptionGroup('x', [ValueError(1)] * 9999)])"
        ),
        "chain": on_data(
            "error = None",
            "for number in range(20_000):",
            "    new = ValueError(number); new.__cause__ = error; error = new",
            "raise error",
        ),
        "cycle-of-causes": on_data(
            "one, two = ValueError(1), ValueError(2)", "one.__cause__, two.__cause__ = two, one", "raise one"
        ),
        "no-error-at-all": on_data("raise 5"),
        "later-raises": later("raise ValueError('in a timed call')"),
        "later-exits": later("raise SystemExit(3)"),
        "looping-call": once_made("task.LoopingCall(lambda: 1 / 0).start(0.01)"),
        "deferred": once_made("d = defer.Deferred(); d.addCallback(lambda _: 1 / 0); d.callback(None)"),
        "lost-raises": once_lost("raise GeneratorExit"),
        "lost-leaves": once_lost("os._exit(3)"),
        "lost-crashes": once_lost("ctypes.string_at(0)"),
    },
)

ON_ITS_OWN = listed(
    "on its own",
    {
        "pause": on_data("signal.pause()"),
        "timers": once_made("[reactor.callLater(0.001, bool) for _ in range(100_000)]"),
        "timer-chain": later("reactor.callLater(0, self.tick)"),
        "reactor-stop": once_made("reactor.stop()"),
        "reactor-crash": later("reactor.crash()"),
        "reactor-run": once_made("reactor.run()"),
        "reactor-iterate": once_made("reactor.iterate()"),
        "reactor-removes": later("reactor.removeAll()"),
        "reactor-disconnects": later("reactor.disconnectAll()"),
        "reactor-patched": once_made("reactor.callLater = reactor.callFromThread = reactor.addReader = None"),
        "reactor-closed": later("[reactor.removeReader(each) for each in reactor.getReaders()]"),
        "thread-loops": in_thread("while True: pass"),
        "thread-raises": in_thread("raise SystemExit"),
        "thread-stays": once_made("threading.Thread(target=threading.Event().wait).start()"),
        "threads": once_made(
            "[threading.Thread(target=time.sleep, args=[9], daemon=True).start() for _ in range(200)]"
        ),
        "thread-floods": in_thread("for _ in range(100_000): reactor.callFromThread(bool)"),
        "thread-delivers": in_thread("for _ in range(1000): self.deliver(b'from afar')"),
        "deferred-thread-raises": once_made("threads.deferToThread(lambda: 1 / 0)"),
        "shutdown-sleeps": once_made("reactor.addSystemEventTrigger('before', 'shutdown', time.sleep, 1e6)"),
        "atexit-sleeps": once_made("atexit.register(time.sleep, 1e6)"),
        "lost-stays": once_lost("threading.Thread(target=threading.Event().wait).start()"),
        "lost-delivers": once_lost("self.deliver_many([b'x' * 100] * 100_000)"),
        "lost-writes": once_lost("self.transport.write(b'x' * 1000)"),
        "garbage-cycles": once_made("gc.disable()", "for _ in range(10_000):", "    held = []; held.append(held)"),
    },
    ANY,
)

CALLS: list[Hostile] = [*NO_END, *RAISED, *ON_ITS_OWN]
