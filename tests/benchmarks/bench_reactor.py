"""Measure reactors side by side: Twisted's on epoll without Qt, this program's, and qt-reactor's.

Usage: python tests/benchmarks/bench_reactor.py [--repeat N] [--only WORK ...] [--json FILE]

Each figure comes from a process of its own, with the far end of its connections in another; the
reactors take turns within one run, and the table has the medians. Traffic stays on the loopback.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REACTORS = ("epoll", "native", "qt-reactor")
CHUNK = b"x" * 1024
BULK_BYTES = 1 << 32
CONNECTS = 6000
CHAIN = 200_000
TIMED_CALLS = 100_000
IDLE_SECONDS = 3.0
PROCESS_SECONDS = 120
# Connections that are being made at once.
CONNECTING = 100

Result = dict[str, float]


# The far end: plain sockets, so that it costs each reactor the same.


def serve(work: str) -> None:
    """Serve on a free port, whose number is printed first, until standard input ends."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    print(listener.getsockname()[1], flush=True)
    selector = selectors.DefaultSelector()
    selector.register(sys.stdin, selectors.EVENT_READ)
    selector.register(listener, selectors.EVENT_READ)
    listener.setblocking(False)
    while True:
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                return
            if key.fileobj is listener:
                connection, _ = listener.accept()
                if work == "connects":
                    connection.close()
                elif work == "bulk":
                    send_bulk(connection)
                else:
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    selector.register(connection, selectors.EVENT_READ)
                continue
            answer(selector, key.fileobj)


def send_bulk(connection: socket.socket) -> None:
    block = bytes(1 << 18)
    with connection:
        for _ in range(BULK_BYTES // len(block)):
            connection.sendall(block)


def answer(selector: selectors.BaseSelector, connection: Any) -> None:
    try:
        if connection.recv(64):
            connection.sendall(CHUNK)
            return
    except ConnectionError:
        pass
    selector.unregister(connection)
    connection.close()


# The near end: one reactor, one piece of work.


class Bench:
    """Runs one piece of work on one reactor; the works' methods call done() when it is over."""

    def __init__(self, reactor_name: str, port: int) -> None:
        self.port = port
        self.result: Result = {}
        self.application: Any = None
        if reactor_name == "epoll":
            from twisted.internet import epollreactor

            epollreactor.install()
        else:
            from PyQt6.QtWidgets import QApplication

            self.application = QApplication([])
            if reactor_name == "native":
                from poetrygui import qtreactor

                qtreactor.install()
            else:
                # The package as it is, without what this program adds to it.
                import qreactor

                qreactor.install()
        from twisted.internet import reactor

        self.reactor: Any = reactor

    def run(self, work: Callable[[], None]) -> Result:
        # Python's collector would otherwise go through Qt's modules again and again, and only here.
        gc.collect()
        gc.freeze()
        self.reactor.callWhenRunning(work)
        if self.application is None:
            self.reactor.run()
        else:
            self.reactor.addSystemEventTrigger("after", "shutdown", self.application.quit)
            self.reactor.runReturn()
            self.application.exec()
        return self.result

    def begin(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def done(self) -> None:
        self.result["seconds"] = time.perf_counter() - self._wall
        self.result["cpu"] = time.process_time() - self._cpu
        self.reactor.stop()

    def connect(self, protocol: Callable[[], Any]) -> None:
        from twisted.internet.protocol import ClientFactory

        self.reactor.connectTCP("127.0.0.1", self.port, ClientFactory.forProtocol(protocol))

    def bulk(self) -> None:
        from twisted.internet.protocol import Protocol

        bench = self

        class Discard(Protocol):
            def dataReceived(self, data: bytes) -> None:
                pass

            def connectionLost(self, reason: Any = None) -> None:
                bench.done()

        self.begin()
        self.connect(Discard)

    def ping_pong(self, connections: int, speaking: int, rounds: int) -> None:
        """Let some of the connections exchange a byte for a chunk, each so many times."""
        from twisted.internet.protocol import Protocol

        bench = self
        made: list[Any] = []
        unfinished = speaking

        class Speaker(Protocol):
            transport: Any
            left = rounds
            received = 0

            def connectionMade(self) -> None:
                self.transport.setTcpNoDelay(True)
                made.append(self)
                if len(made) + CONNECTING <= connections:
                    bench.connect(Speaker)
                if len(made) == connections:
                    bench.reactor.callLater(0.1, start)

            def dataReceived(self, data: bytes) -> None:
                nonlocal unfinished
                self.received += len(data)
                if self.received < len(CHUNK):
                    return
                self.received = 0
                self.left -= 1
                if self.left:
                    self.transport.write(b".")
                    return
                unfinished -= 1
                if not unfinished:
                    bench.done()

        def start() -> None:
            bench.begin()
            for speaker in made[:speaking]:
                speaker.transport.write(b".")

        for _ in range(min(CONNECTING, connections)):
            self.connect(Speaker)

    def busy_1000(self) -> None:
        self.ping_pong(1000, 1000, 80)

    def busy_5000(self) -> None:
        self.ping_pong(5000, 5000, 8)

    def quiet_5000(self) -> None:
        self.ping_pong(5000, 50, 800)

    def gap_busy(self) -> None:
        self.watch_gaps()
        self.busy_5000()

    def connects(self) -> None:
        from twisted.internet.protocol import Protocol

        bench = self
        left = CONNECTS

        class Closed(Protocol):
            def connectionLost(self, reason: Any = None) -> None:
                nonlocal left
                left -= 1
                if not left:
                    bench.done()
                elif left >= 50:
                    bench.connect(Closed)

        self.begin()
        for _ in range(50):
            self.connect(Closed)

    def chain(self) -> None:
        left = CHAIN

        def link() -> None:
            nonlocal left
            left -= 1
            if left:
                self.reactor.callLater(0, link)
            else:
                self.done()

        self.begin()
        link()

    def gap_timed_calls(self) -> None:
        self.watch_gaps()
        due = self.reactor.seconds() + 1.0

        def call() -> None:
            pass

        # Made in slices, as making them is not the reactor's work.
        def make(left: int) -> None:
            for _ in range(1000):
                self.reactor.callLater(max(0.0, due - self.reactor.seconds()), call)
            if left > 1000:
                self.reactor.callLater(0.001, make, left - 1000)
            else:
                self.reactor.callLater(2.5, self.done)

        self.begin()
        make(TIMED_CALLS)

    def watch_gaps(self) -> None:
        """Note the longest time between two ticks of a QTimer of 16 ms."""
        from PyQt6.QtCore import Qt, QTimer

        # A collection among so many objects takes up to 100 ms under any reactor, and would hide it.
        gc.disable()
        last = 0.0

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            if last:
                self.result["gap"] = max(self.result.get("gap", 0.0), now - last)
            last = now

        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(tick)
        self.timer.start(16)

    def idle(self) -> None:
        """Count how often the process wakes within some seconds in which nothing happens."""

        def start() -> None:
            self.begin()
            self._switches = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
            self.reactor.callLater(IDLE_SECONDS, stop)

        def stop() -> None:
            # One switch is the sleep itself.
            switches = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - self._switches
            self.result["wakes"] = switches - 1
            self.done()

        self.reactor.callLater(0.5, start)


# Work, what it is called in the table, and the figure that counts.
WORKS = {
    "bulk": ("one bulk connection, 4 GiB", "seconds"),
    "busy_1000": ("1,000 busy connections, 80 exchanges each", "seconds"),
    "busy_5000": ("5,000 busy connections, 8 exchanges each", "seconds"),
    "quiet_5000": ("5,000 connections, 50 speaking, 800 exchanges each", "seconds"),
    "connects": ("6,000 connects and closes", "seconds"),
    "chain": ("chain of 200,000 callLater(0)", "seconds"),
    "gap_busy": ("longest gap of a 16 ms QTimer, 5,000 busy connections", "gap"),
    "gap_timed_calls": ("longest gap of a 16 ms QTimer, 100,000 timed calls at once", "gap"),
    "idle": (f"wake-ups in {IDLE_SECONDS:.0f} idle seconds", "wakes"),
}


def measure(reactor: str, work: str) -> Result:
    """Run one piece of work in a process of its own."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "POETRYGUI_REACTOR": "native",
        "QT_API": "pyqt6",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    with subprocess.Popen(
        [sys.executable, __file__, "--serve", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        try:
            child = subprocess.run(
                [sys.executable, __file__, "--child", reactor, work, port],
                env=environment,
                timeout=PROCESS_SECONDS,
                capture_output=True,
                text=True,
                check=True,
            )
        finally:
            server.communicate("")
    result: Result = json.loads(child.stdout)
    return result


def medians(works: list[str], repeat: int) -> dict[str, dict[str, Result]]:
    """Return, for each work and reactor, the median of each figure."""
    found: dict[str, dict[str, list[Result]]] = {}
    for turn in range(repeat):
        for work in works:
            for reactor in REACTORS:
                if reactor == "epoll" and work.startswith("gap"):
                    continue
                found.setdefault(work, {}).setdefault(reactor, []).append(measure(reactor, work))
                print(f"\r{turn + 1}/{repeat} {work} {reactor:<12}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {
        work: {
            reactor: {figure: statistics.median(run[figure] for run in runs) for figure in runs[0]}
            for reactor, runs in by_reactor.items()
        }
        for work, by_reactor in found.items()
    }


def print_table(table: dict[str, dict[str, Result]], repeat: int) -> None:
    print(f"Medians of {repeat}; ratios to epoll without Qt, of wall time (and of CPU time); lower is better.")
    print("| work | epoll | native | qt-reactor | native / epoll | qt-reactor / epoll |")
    print("|---|---|---|---|---|---|")
    for work, by_reactor in table.items():
        title, figure = WORKS[work]
        cells = [title]
        for reactor in REACTORS:
            value = by_reactor.get(reactor, {}).get(figure)
            cells.append(shown(value, figure))
        base = by_reactor.get("epoll")
        for reactor in REACTORS[1:]:
            if base is None or figure != "seconds":
                cells.append("")
            else:
                wall, cpu = (by_reactor[reactor][which] / base[which] for which in ("seconds", "cpu"))
                cells.append(f"{wall:.2f} ({cpu:.2f})")
        print("| " + " | ".join(cells) + " |")


def shown(value: float | None, figure: str) -> str:
    if value is None:
        return ""
    return {"seconds": f"{value:.2f} s", "gap": f"{value * 1000:.0f} ms", "wakes": f"{value:.0f}"}[figure]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each (default 3)")
    parser.add_argument("--only", nargs="+", choices=list(WORKS), default=list(WORKS), metavar="WORK")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians there too")
    arguments = parser.parse_args()
    table = medians(arguments.only, arguments.repeat)
    print_table(table, arguments.repeat)
    if arguments.json:
        about = {"machine": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}
        arguments.json.write_text(json.dumps({"about": about, "reactors": table}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    # Five thousand connections need as many descriptors at either end.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
    elif sys.argv[1:2] == ["--child"]:
        bench = Bench(sys.argv[2], int(sys.argv[4]))
        print(json.dumps(bench.run(getattr(bench, sys.argv[3]))))
    else:
        sys.exit(main())
