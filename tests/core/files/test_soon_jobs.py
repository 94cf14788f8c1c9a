"""What is to be done in a moment is done together, and at the end at the latest."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.core.files.soon_jobs import MOMENT, SoonJobs


def test_jobs_of_one_moment_are_called_together_in_their_order() -> None:
    clock, called = Clock(), list[int]()
    soon = SoonJobs(clock)
    soon.add(lambda: called.append(1))
    clock.advance(MOMENT / 2)
    soon.add(lambda: called.append(2))
    soon.add(lambda: soon.add(lambda: called.append(3)))
    assert called == []
    clock.advance(MOMENT / 2)
    assert called == [1, 2]
    clock.advance(MOMENT)
    assert (called, clock.getDelayedCalls()) == ([1, 2, 3], [])


def test_none_is_left_when_it_is_closed() -> None:
    clock, called = Clock(), list[int]()
    soon = SoonJobs(clock)
    soon.close()
    soon.add(lambda: called.append(1))
    soon.close()
    assert (called, clock.getDelayedCalls()) == ([1], [])
