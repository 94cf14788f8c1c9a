"""Nineteen protocols that do their worst beside fifty connections in one process: each ends once, for its own reason.

The fifty are in the middle of their poems while the nineteen raise and hang, and lose no byte.
"""

from __future__ import annotations

import contextlib
import gc
import random
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from twisted.internet.defer import Deferred, gatherResults
from twisted.logger import globalLogPublisher

from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.stray_errors import StrayErrors
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins.registry import ProtocolRegistry
from tests.commands.running import run
from tests.conftest import LoggedErrors, WaitFor
from tests.core.scripted_server import Script, ScriptedServer, Session, listen, sends, sends_and_waits
from tests.plugins.files import Files
from tests.surroundings import PATIENCE

FAULT, HANG = Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG


@frozen
class Hostile:
    """A protocol's methods, and what its connection's end must be and say."""

    body: str
    outcome: Outcome
    reason: str

    @property
    def source(self) -> str:
        lines = "".join(f"    {line}\n" for line in self.body.strip("\n").split("\n"))
        return (
            f"import re, threading, time\nfrom poetrygui.api import PoemProtocol\nclass Hostile(PoemProtocol):\n{lines}"
        )


def on_data(*statements: str) -> str:
    return "\n".join(["def dataReceived(self, data):", *(f"    {each}" for each in statements)])


def later(*statements: str) -> str:
    return "\n".join(
        [
            "def connectionMade(self):",
            "    from twisted.internet import reactor",
            "    reactor.callLater(0, self.tick)",
            "def tick(self):",
            *(f"    {each}" for each in statements),
        ]
    )


HOSTILE = {
    "init": Hostile("def __init__(self):\n    raise ValueError('in init')", FAULT, "buildProtocol raised ValueError"),
    "no protocol": Hostile("def __new__(cls):\n    return object()", FAULT, "which is no Twisted Protocol"),
    "exit": Hostile("def connectionMade(self):\n    raise SystemExit(3)", FAULT, "connectionMade raised SystemExit: 3"),
    "interrupt": Hostile(on_data("raise KeyboardInterrupt"), FAULT, "dataReceived raised KeyboardInterrupt"),
    "mute": Hostile(
        "class Mute(BaseException):\n    def __str__(self):\n        raise ValueError\n" + on_data("raise self.Mute"),
        FAULT,
        "its message cannot be read",
    ),
    "recursion": Hostile(on_data("self.dataReceived(data)"), FAULT, "dataReceived raised RecursionError"),
    "memory": Hostile(on_data("bytes(1 << 62)"), FAULT, "dataReceived raised MemoryError"),
    "lost": Hostile(
        "def connectionLost(self, reason):\n    raise GeneratorExit", FAULT, "connectionLost raised GeneratorExit"
    ),
    "text": Hostile(on_data("self.deliver('text')"), FAULT, "a frame is bytes, not str"),
    "wrong write": Hostile(on_data("self.transport.write('text')"), FAULT, "dataReceived raised TypeError"),
    "timed": Hostile(later("raise ValueError('in a timed call')"), FAULT, "ValueError: in a timed call"),
    "deferred": Hostile(
        "def connectionMade(self):\n    from twisted.internet.defer import Deferred\n    waiting = Deferred()\n"
        "    waiting.addCallback(self.result)\n    waiting.callback(None)\n"
        "def result(self, _):\n    raise ValueError('in a Deferred')",
        FAULT,
        "ValueError: in a Deferred",
    ),
    "loop": Hostile(on_data("while True:", "    pass"), HANG, "dataReceived was interrupted"),
    "swallowing loop": Hostile(
        on_data("while True:", "    try:", "        time.sleep(0.001)", "    except:", "        pass"),
        HANG,
        "dataReceived was interrupted",
    ),
    "sleep": Hostile("def connectionMade(self):\n    time.sleep(1e6)", HANG, "connectionMade was interrupted"),
    "lock": Hostile(
        on_data("lock = threading.Lock()", "lock.acquire()", "lock.acquire()"), HANG, "dataReceived was interrupted"
    ),
    "regex": Hostile(on_data("re.match(r'(a+)+$', 'a' * 64 + 'b')"), HANG, "dataReceived was interrupted"),
    "arithmetic": Hostile(on_data("pow(3, 60_000_000)"), HANG, "dataReceived was interrupted"),
    "timed loop": Hostile(later("while True:", "    pass"), HANG, "timed call was interrupted"),
}


@pytest.fixture
def registry(tmp_path: Path) -> ProtocolRegistry:
    files = Files(tmp_path / "profile")
    files.root.mkdir(mode=0o700)
    for name, hostile in HOSTILE.items():
        files.put(f"{name}.py", hostile.source)
    registry = files.registry()
    for name in HOSTILE:
        registry.trust(registry.entry(name))
    return registry


Serve = Callable[[Script], ScriptedServer]


@pytest.fixture
def serve(reactor: Any, wait_for: WaitFor) -> Iterator[Serve]:
    servers: list[ScriptedServer] = []

    def start(script: Script) -> ScriptedServer:
        servers.append(listen(reactor, script))
        return servers[-1]

    yield start
    for server in servers:
        wait_for(server.close())


@pytest.fixture
def running(wait_for: WaitFor) -> Iterator[list[Fetch[PoemStore]]]:
    """The fetches of a test, which are ended after it whatever happened."""
    gc.collect()  # so that what other tests left is not looked through while a protocol hangs
    running: list[Fetch[PoemStore]] = []
    yield running
    for fetch in running:
        fetch.stop()
        if not isinstance(fetch.state, Ended):
            wait_for(fetch.done)
        fetch.store.close()


@pytest.fixture
def containment(reactor: Any, running: list[Fetch[PoemStore]], logged_errors: LoggedErrors) -> Iterator[None]:
    """What the window and the commands put around every protocol."""

    def connections() -> list[Connection]:
        found = [fetch.connection for fetch in running if not isinstance(fetch.state, Ended)]
        return [each for each in found if each is not None]

    globalLogPublisher.removeObserver(logged_errors)
    observer = StrayErrors(logged_errors, connections)
    globalLogPublisher.addObserver(observer)
    timed_calls = TimedCallGuard(reactor)
    yield
    timed_calls.close()
    globalLogPublisher.removeObserver(observer)


# An alarm that comes while garbage is collected is lost, and said to be; the next one comes a moment later.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_nineteen_beside_fifty(
    reactor: Any,
    wait_for: WaitFor,
    serve: Serve,
    tmp_path: Path,
    registry: ProtocolRegistry,
    running: list[Fetch[PoemStore]],
    containment: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(HOSTILE) == 19
    monkeypatch.setattr(GUARD, "limit", 0.1)
    generator = random.Random(4)
    frames = [generator.randbytes(generator.randrange(2000)) for _ in range(300)]
    wire = b"".join(b"%d:%b," % (len(frame), frame) for frame in frames)
    half = len(wire) // 2
    all_hostile_ended: Deferred[None] = Deferred()

    async def play(session: Session) -> None:
        session.send(wire[:half])
        sent = half
        # Something comes all the time, so that whatever is lost would be missed.
        while not all_hostile_ended.called:
            session.send(wire[sent : sent + 100])
            sent = min(sent + 100, len(wire) - 1)
            await _pause(reactor)
        session.send(wire[sent:])
        session.close()

    good = serve(play)
    provoking = serve(sends_and_waits(b"x"))
    closing = serve(sends(b"x"))
    states: dict[str, list[State]] = {}

    def fetch(name: str, server: ScriptedServer, protocol: str) -> Fetch[PoemStore]:
        states[name] = []
        store = PoemStore(tmp_path / name)
        made: Fetch[PoemStore] = Fetch(
            reactor, Server(name, server.address), registry.load(protocol), store, on_state=states[name].append
        )
        running.append(made)
        made.start()
        return made

    fifty = [fetch(f"good {number}", good, "netstring") for number in range(50)]
    nineteen = {}
    for name in HOSTILE:
        nineteen[name] = fetch(name, closing if name == "lost" else provoking, name)
    wait_for(gatherResults([each.done for each in nineteen.values()]))
    assert not any(isinstance(each.state, Ended) for each in fifty)
    all_hostile_ended.callback(None)
    wait_for(gatherResults([each.done for each in fifty]))
    for name, hostile in HOSTILE.items():
        ended = nineteen[name].state
        assert isinstance(ended, Ended)
        assert (ended.outcome, hostile.reason in ended.reason) == (hostile.outcome, True), (name, ended)
        assert f"{name}.py" in ended.details or name == "no protocol", (name, ended.details)
        assert [type(state) for state in states[name]].count(Ended) == 1, name
    for number, each in enumerate(fifty):
        ended = each.state
        assert isinstance(ended, Ended)
        assert (ended.outcome, ended.frames) == (Outcome.COMPLETE, len(frames))
        assert b"".join(each.store.exact_pieces()) == b"".join(frames)
        assert [type(state) for state in states[f"good {number}"]].count(Ended) == 1


async def _pause(reactor: Any) -> None:
    waiting: Deferred[None] = Deferred()
    reactor.callLater(0.002, waiting.callback, None)
    await waiting


@pytest.mark.parametrize("name", ["timed", "deferred", "timed loop", "loop", "exit"])
def test_the_command_tells_the_same_in_sentences(tmp_path: Path, name: str) -> None:
    path = Files(tmp_path).put(f"{name.replace(' ', '_')}.py", HOSTILE[name].source)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve_one, args=(listener,))
        thread.start()
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        got = run("get", address, "--protocol", path.stem, "--trust", path, "--profile", tmp_path)
        thread.join(timeout=PATIENCE)
    told = got.stderr.decode()
    assert got.returncode == 1
    assert f"{address}: {HOSTILE[name].outcome}" in told
    assert HOSTILE[name].reason in told
    # The author's own lines, and none of this program's.
    assert told.count("Traceback") == 1
    assert "poetrygui/core" not in told
    assert "twisted/internet" not in told


def _serve_one(listener: socket.socket) -> None:
    # A protocol that fails breaks the connection, perhaps before anything is sent.
    with listener.accept()[0] as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"x")
        connection.recv(1)
