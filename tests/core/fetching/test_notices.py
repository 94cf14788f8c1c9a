"""What whoever listens is told: each state once, how much came sixty times a second, and nothing after the end."""

from __future__ import annotations

from typing import Any, cast

import pytest
from attrs import define, field
from twisted.internet.task import Clock

from poetrygui.core.fetching.notices import Notices
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from tests.conftest import LoggedErrors

ENDED = Ended(Outcome.COMPLETE, "the server closed the connection")


@define
class Store:
    """Counts, and who listens to them."""

    exact_size: int = 0
    frame_count: int = 0
    callbacks: list[Any] = field(factory=list)

    def subscribe(self, callback: Any) -> Any:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    def grow(self) -> None:
        self.exact_size += 10
        self.frame_count += 1
        for callback in self.callbacks:
            callback()


class Told:
    """Notices by a clock, and what they tell."""

    def __init__(self, on_state: Any = None, on_chunk: Any = None) -> None:
        self.clock = Clock()
        self.store = Store()
        self.states: list[State] = []
        self.waiting = ""
        self.notices = Notices(
            Timers(self.clock),
            cast("Any", self.store),
            on_state=on_state or self.states.append,
            on_chunk=on_chunk,
            waiting=lambda: self.waiting,
        )


def test_a_state_is_told_at_once_and_stands() -> None:
    told = Told()
    told.notices.tell(Receiving(1))
    assert told.states == [Receiving(1)]
    assert isinstance(told.notices.state, Receiving)


def test_how_much_came_is_told_sixty_times_a_second_with_what_is_waited_for() -> None:
    told = Told()
    told.notices.tell(Receiving())
    for _ in range(600):
        told.store.grow()
        told.clock.advance(1 / 600)
    assert 50 <= len(told.states) <= 61
    told.waiting = "for room"
    told.notices.schedule()
    told.clock.advance(1)
    assert told.states[-1] == Receiving(6000, 600, "for room")
    assert told.clock.getDelayedCalls() == []


@pytest.mark.parametrize("state", [Connecting(), ENDED])
def test_nothing_is_told_of_what_comes_before_it_receives_or_after_its_end(state: State) -> None:
    told = Told()
    told.notices.tell(state)
    told.store.grow()
    assert bool(told.clock.getDelayedCalls()) == (state != ENDED)
    told.clock.advance(1)
    assert told.states == [state]


def test_once_closed_it_listens_to_the_store_no_more() -> None:
    told = Told()
    told.notices.tell(Receiving())
    told.notices.close()
    told.store.grow()
    assert told.store.callbacks == []
    assert told.clock.getDelayedCalls() == []


def test_what_whoever_listens_raises_is_logged_and_the_rest_is_told(logged_errors: LoggedErrors) -> None:
    seen: list[object] = []

    def fails(*arguments: object) -> None:
        seen.append(arguments)
        raise ValueError("not now")

    told = Told(fails, fails)
    told.notices.tell(Receiving())
    told.notices.tell_chunk(cast("Any", "a connection"), b"a chunk")
    told.notices.tell(ENDED)
    assert seen == [(Receiving(),), ("a connection", b"a chunk"), (ENDED,)]
    assert told.notices.state == ENDED
    assert ["ValueError" in each for each in logged_errors.take()] == [True] * 3


def test_nobody_has_to_listen() -> None:
    notices = Notices(Timers(Clock()), cast("Any", Store()), on_state=None, on_chunk=None, waiting=str)
    notices.tell(Receiving())
    notices.tell_chunk(cast("Any", None), b"a chunk")
    assert notices.state == Receiving()
