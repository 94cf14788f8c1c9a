"""What a call has spent between two looks, told by the thread's clocks and not by the one on the wall."""

from __future__ import annotations

import sys
import time

import pytest

from poetrygui.core.guard.thread_time import Moment, ThreadClocks, TimeSpent, seconds_spent

BEGUN = 100.0
BEFORE = Moment(BEGUN, 7.0, 3.0, 5)


@pytest.mark.parametrize(
    "after, expected",
    [
        pytest.param(Moment(BEGUN + 0.01, 7.01, 3.0, 5), 0.01, id="computed"),
        pytest.param(Moment(BEGUN + 0.01, 7.0, 3.0, 5), 0.01, id="slept"),
        pytest.param(Moment(BEGUN + 0.03, 7.01, 3.02, 5), 0.01, id="computed on a busy machine"),
        pytest.param(Moment(BEGUN + 0.03, 7.0, 3.02, 5), 0.01, id="slept on a busy machine"),
        pytest.param(Moment(BEGUN + 60.0, 7.0, 3.0, 5), 0.015, id="stopped"),
        pytest.param(Moment(BEGUN + 0.01, 7.0, 3.0, 6), 0.0, id="waited for memory"),
    ],
)
def test_time_within_a_call(after: Moment, expected: float) -> None:
    assert seconds_spent(BEFORE, after, BEGUN, 0.01, may_sleep=True) == pytest.approx(expected)


def test_who_may_not_sleep_is_charged_for_computing_alone() -> None:
    after = Moment(BEGUN + 0.01, 7.002, 3.0, 5)
    assert seconds_spent(BEFORE, after, BEGUN, 0.01, may_sleep=False) == pytest.approx(0.002)


def test_what_was_before_the_call_is_taken_for_computing_where_nobody_knows() -> None:
    # Thirty thousandths before the call, ten within, and the thread has computed for all but five of them.
    after = Moment(BEGUN + 0.04, 7.035, 3.0, 5)
    assert seconds_spent(BEFORE, after, BEGUN + 0.03, 0.01, may_sleep=True) == pytest.approx(0.005)
    idle = Moment(BEGUN + 0.04, 7.001, 3.0, 5)
    assert seconds_spent(BEFORE, idle, BEGUN + 0.03, 0.01, may_sleep=True) == pytest.approx(0.009)


def test_the_clocks_go_on() -> None:
    clocks = ThreadClocks()
    before = clocks.now()
    end = time.thread_time() + 0.02
    while time.thread_time() < end:
        pass
    after = clocks.now()
    assert after.cpu - before.cpu >= 0.02
    assert after.wall - before.wall >= 0.02
    assert after.waited >= before.waited


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells how long a thread was not let run")
def test_waiting_for_a_processor_is_known() -> None:
    assert ThreadClocks().now().waited > 0


class SetClocks(ThreadClocks):
    """Clocks that stand until they are set: what is computed is all the time that goes by."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> Moment:
        return Moment(BEGUN + self.time, self.time)


def test_time_that_is_found_adds_up_for_one_call_and_no_look_counts_for_more_than_is_allowed() -> None:
    clocks = SetClocks()
    spent = TimeSpent(clocks)
    spent.look()
    clocks.time = 0.01
    spent.find(1, BEGUN, 0.01, 0.02, may_sleep=False)
    assert spent.number == 1
    assert spent.seconds == pytest.approx(0.01)
    clocks.time = 1.0
    spent.find(1, BEGUN, 0.01, 0.02, may_sleep=False)
    assert spent.seconds == pytest.approx(0.03)
    clocks.time = 1.005
    spent.find(2, BEGUN + 1.0, 0.01, 0.02, may_sleep=False)
    assert spent.number == 2
    assert spent.seconds == pytest.approx(0.005)


@pytest.mark.parametrize("number, expected", [(1, 0.03), (2, 0.02)], ids=["found", "another"])
def test_a_call_that_ends_has_taken_what_was_found_of_it_and_what_came_since(number: int, expected: float) -> None:
    clocks = SetClocks()
    spent = TimeSpent(clocks)
    spent.look()
    clocks.time = 0.01
    spent.find(1, BEGUN, 0.01, 1.0, may_sleep=False)
    clocks.time = 0.03
    assert spent.until_now(number, BEGUN) == pytest.approx(expected)


def test_a_look_in_the_midst_of_a_look_takes_nothing_away() -> None:
    moments = [Moment(0.01, 0.01), Moment(0.31, 0.02), Moment(0.33, 0.04)]

    class Interrupted(ThreadClocks):
        def now(self) -> Moment:
            moment = moments.pop(0)
            if moment.wall == 0.01:
                spent.find(1, 0.0, 0.002, 0.025, may_sleep=False)
            return moment

    spent = TimeSpent(Interrupted())
    for _ in range(2):
        spent.find(1, 0.0, 0.002, 0.025, may_sleep=False)
    assert spent.seconds == pytest.approx(0.04)
