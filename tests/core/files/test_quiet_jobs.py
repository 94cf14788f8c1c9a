"""Jobs that wait for quiet: each is done once it was not wished for in a while, and not before."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.core.files.quiet_jobs import QUIET, QuietJobs


class Made:
    def __init__(self) -> None:
        self.clock = Clock()
        self.done: list[str] = []
        self.jobs = QuietJobs(self.clock, lambda job: job())

    def often(self) -> None:
        self.done.append("often")

    def once(self) -> None:
        self.done.append("once")


def test_a_job_is_done_once_nobody_has_wished_for_it_for_a_while() -> None:
    made = Made()
    made.jobs.wish(made.once)
    for _ in range(5):
        made.jobs.wish(made.often)
        made.clock.advance(QUIET)
    assert made.done == ["once"]
    made.clock.advance(QUIET)
    assert made.done == ["once", "often"]
    assert made.clock.getDelayedCalls() == []
    made.jobs.wish(made.once)
    made.clock.pump([QUIET, QUIET])
    assert made.done == ["once", "often", "once"]


def test_what_is_left_at_the_end_is_done_then() -> None:
    made = Made()
    made.jobs.close()
    made.jobs.wish(made.once)
    made.jobs.close()
    assert made.done == ["once"]
    assert made.clock.getDelayedCalls() == []
