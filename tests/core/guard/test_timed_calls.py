"""What a protocol asks for at a later time belongs to the connection that it was asked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.plugin_calls import PluginCalls, current_calls
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.plugins.loader import load_protocol
from tests.conftest import WaitFor
from tests.core.conftest import Serve, StartFetch
from tests.core.scripted_server import sends_and_waits

SOURCE = """
from twisted.internet import defer, threads
from twisted.protocols.basic import LineOnlyReceiver
class Own(LineOnlyReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        from twisted.internet import reactor
        self.reactor = reactor
        {}
        self.begun.callback(None)
    async def wait(self):
        await self.waiting
        self.reactor.callLater(0, self.fail)
    def fail(self):
        raise ValueError("later")
    def hang(self):
        while True:
            pass
"""
WAYS = {
    "a timed call": "reactor.callLater(0, self.fail)",
    "a timed call of a timed call": "reactor.callLater(0, reactor.callLater, 0, self.fail)",
    "a timed call of a coroutine that goes on": "self.waiting = self.fired; defer.ensureDeferred(self.wait())",
    "a call of a thread": "reactor.callInThread(reactor.callFromThread, self.fail)",
    "a timed call of a thread's result": (
        "threads.deferToThread(int).addCallback(lambda _: reactor.callLater(0, self.fail))"
    ),
}


def unblamed(verdict: Verdict) -> None:
    pytest.fail(verdict.reason)


class ThreadedClock(Clock):
    """A clock to which threads hand calls; it keeps them until it is advanced."""

    def callFromThread(self, f: Callable[..., object], *args: object, **kw: object) -> None:
        self.callLater(0, f, *args, **kw)

    def getThreadPool(self) -> None:  # noqa: N802 - Twisted's name
        pytest.fail("nothing here asks for a thread")


@pytest.fixture
def clock() -> Iterator[Any]:
    clock: Any = ThreadedClock()
    guard = TimedCallGuard(clock)
    yield clock
    guard.close()


def test_a_timed_call_of_a_callback_is_one_of_its_connections_calls(clock: Any) -> None:
    verdicts: list[Verdict] = []
    calls = PluginCalls(verdicts.append)
    seen: list[object] = []

    def later(word: str, *, number: int) -> None:
        seen.append((word, number, current_calls() is calls))
        raise ValueError("late")

    calls.call("dataReceived", lambda: clock.callLater(5, later, "verse", number=2))
    clock.advance(4)
    assert seen == []
    clock.advance(1)
    assert seen == [("verse", 2, True)]
    (verdict,) = verdicts
    assert "timed call" in verdict.reason
    assert "late" in verdict.reason


def test_what_a_timed_call_asks_for_is_guarded_as_well(clock: Any) -> None:
    verdicts: list[Verdict] = []
    calls = PluginCalls(verdicts.append)
    seen: list[bool] = []

    def again() -> None:
        seen.append(current_calls() is calls)
        if len(seen) < 3:
            clock.callLater(1, again)

    calls.call("connectionMade", lambda: clock.callLater(1, again))
    clock.pump([1, 1, 1, 1])
    assert (seen, verdicts) == ([True] * 3, [])


def test_a_timed_call_can_be_cancelled_as_ever(clock: Any) -> None:
    calls = PluginCalls(unblamed)
    call = calls.call("dataReceived", lambda: clock.callLater(1, pytest.fail, "was cancelled"))
    assert call is not None
    call.cancel()
    clock.advance(2)


def test_what_is_asked_for_outside_of_any_callback_is_left_alone(clock: Any) -> None:
    def mine() -> None:
        assert current_calls() is None

    assert clock.callLater(1, mine).func is mine
    clock.advance(1)


def test_what_a_thread_hands_over_is_guarded_where_it_may_be_an_authors(clock: Any) -> None:
    fired: Deferred[str] = Deferred()
    results: list[str] = []
    fired.addCallback(results.append)
    clock.callFromThread(fired.callback, "result")
    clock.callFromThread(results.append, "plain")
    guarded, plain = [call.func for call in clock.getDelayedCalls()]
    assert guarded != fired.callback
    assert plain == results.append
    clock.advance(0)
    assert results == ["result", "plain"]


def test_closed_it_leaves_the_reactor_as_it_was_unless_somebody_else_has_changed_it() -> None:
    clock: Any = ThreadedClock()
    before = clock.callLater, clock.callFromThread
    guard = TimedCallGuard(clock)
    assert clock.callLater != before[0]
    guard.close()
    assert (clock.callLater, clock.callFromThread) == before
    guard = TimedCallGuard(clock)
    clock.callLater = others = lambda *_: None
    guard.close()
    assert clock.callLater is others
    assert clock.callFromThread == before[1]


@pytest.fixture
def guarded(reactor: Any) -> Iterator[None]:
    guard = TimedCallGuard(reactor)
    yield
    guard.close()


def own(statement: str) -> Any:
    """Return a protocol that does something when a line comes, tells ``begun`` of it, and can wait for ``fired``."""
    protocol: Any = load_protocol(Path("/somewhere/own.py"), SOURCE.format(statement).encode())
    protocol.begun, protocol.fired = Deferred(), Deferred()
    return protocol


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("way", WAYS)
def test_an_error_ends_the_connection_that_has_begun_it_and_no_other_of_the_same_file(
    way: str, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor
) -> None:
    protocol = own(WAYS[way])
    other = start_fetch(serve(sends_and_waits(b"other")), protocol)
    begun: Deferred[None] = protocol.begun
    running = start_fetch(serve(sends_and_waits(b"one\n")), protocol)
    wait_for(begun)
    protocol.fired.callback(None)
    wait_for(running.done)
    assert (running.outcome, running.exact) == (Outcome.PLUGIN_FAULT, b"one")
    assert "timed call raised ValueError: later" in running.ended.reason
    assert not other.done.called


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("way", WAYS)
def test_what_does_not_return_is_interrupted(
    way: str, serve: Serve, start_fetch: StartFetch, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)
    protocol = own(WAYS[way])
    protocol.fail = protocol.hang
    begun: Deferred[None] = protocol.begun
    running = start_fetch(serve(sends_and_waits(b"one\n")), protocol)
    wait_for(begun)
    protocol.fired.callback(None)
    wait_for(running.done)
    assert (running.outcome, running.exact) == (Outcome.PLUGIN_HANG, b"one")


@pytest.mark.usefixtures("guarded")
def test_what_the_program_asks_for_is_nobodys_call(reactor: Any, wait_for: WaitFor) -> None:
    told: Deferred[object] = Deferred()
    reactor.callLater(0, lambda: told.callback((current_calls(), GUARD.is_running)))
    assert wait_for(told) == (None, False)
