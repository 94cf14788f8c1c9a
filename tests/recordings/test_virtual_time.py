"""A recording's time: calls in their order, hours in no time, and nothing from outside."""

from __future__ import annotations

import math
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import LoopingCall
from twisted.internet.threads import deferToThreadPool

from poetrygui.recordings.virtual_time import NotInARecordingError, PlayedReactor, VirtualReactor
from tests.conftest import LoggedErrors


def play(reactor: VirtualReactor, until: float) -> None:
    while reactor.turn(until):
        pass


@given(st.lists(st.floats(0, 100, allow_nan=False), max_size=20), st.floats(0, 100, allow_nan=False))
def test_calls_run_in_the_order_of_their_times_up_to_the_one_that_is_asked_for(
    delays: list[float], until: float
) -> None:
    reactor, ran = VirtualReactor(), []
    for delay in delays:
        reactor.callLater(delay, lambda delay=delay: ran.append((delay, reactor.seconds())))
    play(reactor, until)
    assert ran == [(delay, delay) for delay in sorted(delays) if delay <= until]
    assert reactor.seconds() == until
    assert len(reactor.getDelayedCalls()) == len(delays) - len(ran)


def test_a_looping_call_runs_for_hours_in_no_time() -> None:
    reactor, times = VirtualReactor(1_000.0), []
    loop = LoopingCall(lambda: times.append(reactor.seconds()))
    loop.clock = reactor
    loop.start(60.0)
    play(reactor, 1_000.0 + 3 * 3600)
    loop.stop()
    assert times == [1_000.0 + 60 * minute for minute in range(181)]


def test_what_a_call_asks_for_at_once_comes_in_the_next_turn() -> None:
    reactor = VirtualReactor()
    ran: list[str] = []

    def first() -> None:
        ran.append("first")
        reactor.callLater(0, ran.append, "second")

    reactor.callLater(0, first)
    reactor.callLater(0, ran.append, "beside")
    assert reactor.turn(0)
    assert ran == ["first", "beside"]
    play(reactor, 0)
    assert ran == ["first", "beside", "second"]


def test_a_call_that_asks_for_itself_for_ever_lets_the_time_go_on() -> None:
    reactor = VirtualReactor()

    def again() -> None:
        reactor.callLater(0, again)

    again()
    play(reactor, 5.0)
    assert reactor.seconds() == pytest.approx(5.0, abs=0.01)


def test_a_call_that_was_cancelled_in_its_own_turn_does_not_run() -> None:
    reactor = VirtualReactor()
    ran: list[str] = []
    later: list[Any] = []

    def cancel() -> None:
        later[0].cancel()

    reactor.callLater(1, cancel)
    later.append(reactor.callLater(1, ran.append, "cancelled"))
    play(reactor, 2)
    assert ran == []


def test_an_error_in_a_call_is_logged_and_the_others_run(logged_errors: LoggedErrors) -> None:
    reactor = VirtualReactor()
    ran: list[str] = []
    reactor.callLater(1, lambda: 1 / 0)
    reactor.callLater(2, ran.append, "after")
    play(reactor, 3)
    assert ran == ["after"]
    assert "ZeroDivisionError" in logged_errors.take()[0]


def test_a_threads_work_is_done_at_once_and_its_result_comes_in_a_turn() -> None:
    reactor: Any = VirtualReactor()
    results: list[object] = []
    done: Any = deferToThreadPool(reactor, reactor.getThreadPool(), threading.get_ident)
    done.addCallback(results.append)
    failed: Any = deferToThreadPool(reactor, reactor.getThreadPool(), lambda: 1 / 0)
    failed.addErrback(lambda failure: results.append(failure.type))
    assert results == []
    play(reactor, math.inf)
    assert results == [threading.get_ident(), ZeroDivisionError]


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("connectTCP", "a recording cannot make a connection (reactor.connectTCP): connect to a server for that"),
        ("listenTCP", "a recording cannot listen (reactor.listenTCP): connect to a server for that"),
        ("resolve", "a recording cannot look a name up (reactor.resolve): connect to a server for that"),
        ("spawnProcess", "a recording cannot start a process (reactor.spawnProcess): connect to a server for that"),
    ],
)
def test_what_a_recording_cannot_give_is_refused_in_a_sentence(name: str, sentence: str) -> None:
    with pytest.raises(NotInARecordingError) as refused:
        getattr(VirtualReactor(), name)("127.0.0.1", 1, None)
    assert str(refused.value) == sentence


def test_what_no_reactor_has_is_told_as_python_does() -> None:
    assert not hasattr(VirtualReactor(), "connectQuantum")


def test_it_stands_in_for_a_reactor_and_leaves_it_as_it_was() -> None:
    other, virtual = VirtualReactor(), VirtualReactor(500.0)
    own = other.__dict__["callLater"] = lambda *_: "somebody's"
    with virtual.standing_in_for(other):
        other.callLater(1, int)
        assert other.seconds() == 500.0
        with pytest.raises(NotInARecordingError):
            other.connectTCP("127.0.0.1", 1, None)
    assert len(virtual.getDelayedCalls()) == 1
    assert other.__dict__["callLater"] is own
    assert other.seconds() == 0.0


def test_a_process_that_only_plays_has_one_reactor_and_each_recording_its_own_time() -> None:
    played: Any = PlayedReactor()
    first, second = VirtualReactor(100.0), VirtualReactor(200.0)
    with first.standing_in_for(played):
        played.callLater(1, int)
        with second.standing_in_for(played):
            assert played.seconds() == 200.0
        assert played.seconds() == 100.0
    assert len(first.getDelayedCalls()) == 1
    assert second.getDelayedCalls() == []


def test_another_thread_asks_the_reactor_itself_as_it_is_by_then() -> None:
    other, virtual, asked = VirtualReactor(), VirtualReactor(), []
    for number in range(2):
        other.__dict__["callFromThread"] = lambda number=number: asked.append(number)
        with virtual.standing_in_for(other):
            thread = threading.Thread(target=other.callFromThread)
            thread.start()
            thread.join()
    assert asked == [0, 1]
