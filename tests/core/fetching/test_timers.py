"""Timed calls by name: one each, and limits that leave a turn for what has come."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.core.fetching.timers import Timers


def test_a_name_has_one_call_at_a_time() -> None:
    clock, called = Clock(), list[str]()
    timers = Timers(clock)
    timers.set("a", 1, lambda: called.append("first"))
    timers.set("a", 2, lambda: called.append("second"))
    timers.set_once("a", 1, lambda: called.append("third"))
    clock.pump([1, 1, 1])
    assert called == ["second"]
    assert not timers.is_set("a")


def test_what_has_come_while_the_process_was_stopped_is_read_before_a_limit_is_over() -> None:
    clock, called = Clock(), list[str]()
    timers = Timers(clock)
    timers.set_limit("a", 1, lambda: called.append("over"))
    clock.callLater(1.5, timers.cancel, "a")  # as reading does, when it has its turn
    clock.advance(100)
    assert called == []


def test_a_limit_is_over_where_nothing_has_come() -> None:
    clock, called = Clock(), list[str]()
    timers = Timers(clock)
    timers.set_limit("a", 1, lambda: called.append("over"))
    clock.advance(0.9)
    assert called == []
    clock.advance(0.1)
    assert called == ["over"]
    assert clock.getDelayedCalls() == []


def test_a_limit_can_be_put_off_in_its_last_turn() -> None:
    clock, called = Clock(), list[str]()
    timers = Timers(clock)
    timers.set_limit("a", 1, lambda: called.append("over"))
    clock.callLater(1, timers.cancel_all)
    clock.advance(1)
    assert called == []
    assert clock.getDelayedCalls() == []


def test_what_one_owner_waits_for_is_nobody_elses() -> None:
    clock, called = Clock(), list[str]()
    first, second = Timers(clock), Timers(clock)
    first.set("a", 1, lambda: called.append("first"))
    assert not second.is_set("a")
    second.cancel_all()
    clock.advance(1)
    second.set("a", 1, lambda: called.append("second"))
    assert not first.is_set("a")
    clock.advance(1)
    assert called == ["first", "second"]
