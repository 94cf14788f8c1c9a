"""A protocol that asks for the program to stop ends its own connection, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol

from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.loader import load_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import sends, sends_and_waits

ASKED = "the protocol asked for the program to stop"
SOURCE = """
from twisted.internet import defer, protocol
from twisted.protocols.basic import LineOnlyReceiver
class Own(LineOnlyReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        from twisted.internet import reactor
        {}
"""


@pytest.fixture(autouse=True)
def stops(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reactor itself was asked for."""
    asked: list[str] = []
    for name in ("stop", "crash", "run", "fireSystemEvent", "disconnectAll"):
        monkeypatch.setattr(reactor, name, lambda *_, name=name, **__: asked.append(name))
    return asked


@pytest.fixture(autouse=True)
def kept(reactor: Any, stops: list[str]) -> Iterator[KeptRunning]:
    guard = TimedCallGuard(reactor)
    kept = KeptRunning(reactor)
    yield kept
    kept.close()
    guard.close()


def own(*statements: str) -> type[Protocol]:
    return load_protocol(Path("/somewhere/own.py"), SOURCE.format("\n        ".join(statements)).encode())


WAYS = {
    "stop": "reactor.stop()",
    "crash": "reactor.crash()",
    "run": "reactor.run()",
    "event": "reactor.fireSystemEvent('shutdown')",
    "disconnect all": "reactor.disconnectAll()",
    "a timed call": "reactor.callLater(0, reactor.stop)",
    "a timed call of a timed call": "reactor.callLater(0, lambda: reactor.callLater(0, lambda: reactor.stop()))",
    "when running": "reactor.callWhenRunning(reactor.stop)",
    "a Deferred": "defer.succeed(None).addCallback(lambda _: reactor.stop())",
    "twice": "reactor.stop(); reactor.stop()",
}


@pytest.mark.parametrize("way", WAYS)
def test_it_ends_the_connection_that_asks_and_no_other(
    serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, stops: list[str], way: str
) -> None:
    other = start_fetch(serve(sends_and_waits(b"other")), "lines")
    asking = start_fetch(serve(sends_and_waits(b"one\n")), own(WAYS[way]))
    wait_for(asking.done)
    assert (asking.outcome, asking.exact) == (Outcome.COMPLETE, b"one")
    assert asking.ended.reason == f"the protocol closed the connection; {ASKED}"
    assert not other.done.called
    assert stops == []


def test_asked_later_inside_a_frame_it_is_no_whole_poem(serve: Serve, fetched: Fetched, stops: list[str]) -> None:
    running = fetched(serve(sends_and_waits(b"one\nand half of")), own(WAYS["a timed call"]))
    assert (running.outcome, running.exact) == (Outcome.CUT, b"one")
    assert ASKED in running.ended.reason
    assert stops == []


def test_asked_when_the_poem_is_over_it_changes_nothing(serve: Serve, fetched: Fetched, stops: list[str]) -> None:
    source = SOURCE.format("pass") + (
        "    def connectionLost(self, reason):\n        from twisted.internet import reactor\n        reactor.stop()\n"
    )
    protocol = load_protocol(Path("/somewhere/own.py"), source.encode())
    running = fetched(serve(sends(b"one\n")), protocol)
    assert running.outcome is Outcome.COMPLETE
    assert running.ended.reason == f"the server closed the connection; {ASKED}"
    assert stops == []


def test_asked_before_there_is_a_connection_it_is_the_protocols_fault(
    serve: Serve, fetched: Fetched, stops: list[str]
) -> None:
    source = SOURCE.format("pass") + (
        "    def __init__(self):\n        from twisted.internet import reactor\n        reactor.stop()\n"
    )
    running = fetched(serve(sends(b"one\n")), load_protocol(Path("/somewhere/own.py"), source.encode()))
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert ASKED in running.ended.reason
    assert stops == []


def test_asked_in_a_deferred_that_another_fires(
    reactor: Any, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, stops: list[str]
) -> None:
    waiting: Deferred[None] = Deferred()
    begun: Deferred[None] = Deferred()
    source = SOURCE.format("self.waiting.addCallback(self.enough); self.begun.callback(None)") + (
        "    def enough(self, _):\n        from twisted.internet import reactor\n        reactor.stop()\n"
    )
    protocol: Any = load_protocol(Path("/somewhere/own.py"), source.encode())
    protocol.waiting, protocol.begun = waiting, begun
    running = start_fetch(serve(sends_and_waits(b"one\n")), protocol)
    wait_for(begun)
    waiting.callback(None)
    wait_for(running.done)
    assert running.outcome is Outcome.COMPLETE
    assert ASKED in running.ended.reason
    assert stops == []


@pytest.mark.parametrize("call", ["stop", "run", "crash"])
def test_a_file_that_runs_or_stops_the_reactor_as_it_is_loaded_is_refused(stops: list[str], call: str) -> None:
    source = f"from twisted.internet import reactor\nreactor.{call}()\n"
    with pytest.raises(PluginError, match=rf"line 2 of own.py: .*reactor.{call}.*__main__"):
        load_protocol(Path("/somewhere/own.py"), source.encode())
    assert stops == []


def test_a_module_as_a_program_has_it_is_loaded(stops: list[str]) -> None:
    source = SOURCE.format("pass") + (
        "def main():\n    from twisted.internet import reactor\n    reactor.run()\n"
        "if __name__ == '__main__':\n    main()\n"
    )
    assert load_protocol(Path("/somewhere/own.py"), source.encode()).__name__ == "Own"
    assert stops == []


def test_the_program_itself_stops_the_reactor(reactor: Any, stops: list[str]) -> None:
    reactor.stop()
    assert stops == ["stop"]


def test_closed_it_leaves_the_reactor_as_it_was() -> None:
    class Reactor:
        def stop(self) -> str:
            return "stopped"

    reactor: Any = Reactor()
    first = KeptRunning(reactor)
    second = KeptRunning(reactor)
    second.close()
    first.close()
    assert "stop" not in vars(reactor)
    assert reactor.stop() == "stopped"
