"""What a protocol asks for at a later time belongs to the connection that it was asked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from poetrygui.core.guard.plugin_calls import RUNNING, PluginCalls
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Verdict


def unblamed(verdict: Verdict) -> None:
    pytest.fail(verdict.reason)


class ThreadedClock(Clock):
    """A clock to which threads hand calls; it keeps them until it is advanced."""

    def callFromThread(self, f: Callable[..., object], *args: object, **kw: object) -> None:
        self.callLater(0, f, *args, **kw)


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
        seen.append((word, number, [calls] == RUNNING))
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
        seen.append([calls] == RUNNING)
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
        assert RUNNING == []

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
