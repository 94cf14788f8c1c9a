"""An end that waits: for all of it, but not for ever."""

from __future__ import annotations

from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from poetrygui.gui.window.orderly_end import OrderlyEnd


def test_it_is_done_when_the_last_has_ended_and_tells_everybody_after_what_comes_then() -> None:
    end = OrderlyEnd(Clock(), 1.5)
    first: Deferred[None] = Deferred()
    second: Deferred[None] = Deferred()
    told: list[str] = []
    end.wait().addCallback(lambda _: told.append("one who asked before"))
    end.begin([first, second], lambda: told.append("then"))
    end.wait().addCallback(lambda _: told.append("one who asked after"))
    first.callback(None)
    assert (end.is_begun, end.is_done, told) == (True, False, [])
    second.callback(None)
    assert end.is_done is True
    assert told == ["then", "one who asked before", "one who asked after"]
    end.wait().addCallback(lambda _: told.append("late"))
    assert told[-1] == "late"
    assert not end.was_forced


def test_what_does_not_end_in_time_is_left() -> None:
    clock = Clock()
    end = OrderlyEnd(clock, 1.5)
    told: list[str] = []
    late: Deferred[None] = Deferred()
    end.begin([late], lambda: told.append("then"))
    clock.advance(1.4)
    assert told == []
    clock.advance(0.2)
    assert told == ["then"]
    assert end.was_forced
    late.callback(None)
    assert told == ["then"]
    assert end.was_forced
