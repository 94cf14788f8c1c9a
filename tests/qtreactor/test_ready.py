"""What is ready is handled once, in turn, and never within its own callback; what there was no time for comes next."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from poetrygui.qtreactor.ready import Poller, ReadyDescriptors


class Kernel:
    """A poller that reports what a test puts in, and notes what it is asked for."""

    def __init__(self) -> None:
        self.reports: list[list[tuple[int, str]]] = []
        self.unwanted: set[int] = set()
        self.asked: list[tuple[object, ...]] = []

    def poll(self, timeout: float | None, limit: int) -> list[tuple[int, str]]:
        self.asked.append(("poll", timeout))
        return self.reports.pop(0)[:limit] if self.reports else []

    def still_wanted(self, descriptor: int, event: str) -> str:
        return "" if descriptor in self.unwanted else event

    def rest(self, descriptor: int, event: str, rests_already: bool) -> None:
        self.asked.append(("rest", descriptor, rests_already))

    def wake(self, descriptor: int) -> None:
        self.asked.append(("wake", descriptor))


class Selectable:
    """What stands behind a descriptor."""

    def logPrefix(self) -> str:
        return "selectable"


class Served:
    """Descriptors that are ready, and which of them were handled."""

    def __init__(self) -> None:
        self.kernel = Kernel()
        self.selectables: dict[int, object] = {number: Selectable() for number in range(1, 6)}
        self.handled: list[tuple[int, str]] = []
        self.callbacks: dict[int, Callable[[], object]] = {}
        kernel = self.kernel
        poller = Poller(kernel.poll, kernel.still_wanted, kernel.rest, kernel.wake)
        self.ready = ReadyDescriptors(poller, self.selectables, self._dispatch)

    def _dispatch(self, selectable: object, descriptor: int, event: str) -> None:
        assert self.selectables[descriptor] is selectable
        self.handled.append((descriptor, event))
        self.callbacks.get(descriptor, int)()


@pytest.fixture
def served() -> Served:
    return Served()


def test_what_is_ready_is_handled_in_turn(served: Served) -> None:
    served.kernel.reports = [[(1, "in"), (2, "out")]]
    assert served.ready.serve(1.5, math.inf)
    assert not served.ready.serve(None, math.inf)
    assert served.handled == [(1, "in"), (2, "out")]
    assert served.kernel.asked == [("poll", 1.5), ("poll", None)]
    assert served.ready.rounds == 1


def test_what_was_removed_meanwhile_is_left_out(served: Served) -> None:
    served.kernel.reports = [[(1, "in"), (2, "in"), (3, "in")]]
    served.callbacks[1] = lambda: served.selectables.pop(2)
    served.ready.serve(0.0, math.inf)
    assert served.handled == [(1, "in"), (3, "in")]


def test_what_there_is_no_time_for_comes_first_the_next_time_as_far_as_it_is_still_true(served: Served) -> None:
    served.kernel.reports = [[(number, "in") for number in range(1, 6)], [(1, "again")]]
    served.ready.serve(0.0, 0.0)
    assert served.handled == [(1, "in")]
    served.kernel.unwanted.add(2)
    served.selectables[3] = Selectable()  # another one has the number now
    del served.selectables[4]
    served.ready.serve(0.0, 0.0)
    assert served.handled == [(1, "in"), (5, "in")]
    served.ready.serve(0.0, 0.0)
    assert served.handled[2:] == [(1, "again")]


def test_within_its_own_callback_a_descriptor_rests(served: Served) -> None:
    served.kernel.reports = [[(1, "in"), (2, "in")], [(1, "in"), (3, "in")], [(1, "hung up")], [(2, "in")]]

    def turn() -> None:
        assert served.ready.serve(0.0, math.inf)
        assert not served.ready.serve(0.0, math.inf)

    served.callbacks[1] = turn
    served.ready.serve(0.0, math.inf)
    # What was reported with the first may be out of date by now.
    assert served.handled == [(1, "in"), (3, "in")]
    rests = [each for each in served.kernel.asked if each[0] != "poll"]
    assert rests == [("rest", 1, False), ("rest", 1, True), ("wake", 1)]
    served.ready.serve(0.0, math.inf)
    assert served.handled[2:] == [(2, "in")]


def test_one_that_is_gone_when_its_callback_returns_is_not_polled_again(served: Served) -> None:
    served.kernel.reports = [[(1, "in")], [(1, "in")]]

    def close() -> None:
        served.ready.serve(0.0, math.inf)
        del served.selectables[1]

    served.callbacks[1] = close
    served.ready.serve(0.0, math.inf)
    assert ("wake", 1) not in served.kernel.asked


def test_an_error_of_a_callback_goes_on_and_its_descriptor_is_free_again(served: Served) -> None:
    served.kernel.reports = [[(1, "in")], [(1, "in")]]

    def fail() -> None:
        raise KeyboardInterrupt

    served.callbacks[1] = fail
    with pytest.raises(KeyboardInterrupt):
        served.ready.serve(0.0, math.inf)
    served.callbacks.clear()
    served.ready.serve(0.0, math.inf)
    assert served.handled == [(1, "in"), (1, "in")]
