"""Who pauses while the disk is behind, for how long, and how much each may bring."""

from __future__ import annotations

from functools import partial
from threading import get_ident
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.task import Clock
from twisted.python.failure import Failure

from poetrygui.core.files.disk import LARGEST_READ, InlineDisk, ThreadDisk
from tests.conftest import WaitFor

KIB = 1024
HIGH, LOW = 1024 * KIB, 10 * KIB


def new_disk() -> ThreadDisk:
    """Return a disk to which nothing is written, so no thread begins."""
    return ThreadDisk(Clock(), HIGH, LOW)


def test_it_is_behind_from_the_high_bound_down_to_the_low_one() -> None:
    disk = new_disk()
    behind = []
    for growth in (HIGH, 1, LOW - HIGH, -1):
        disk.backlog_grew(growth)
        behind.append(disk.congested)
    assert behind == [False, True, True, False]


def test_who_waits_is_called_once_when_it_has_caught_up() -> None:
    disk = new_disk()
    called: list[str] = []
    disk.when_relieved(lambda: called.append("at once"))
    assert called == ["at once"]
    disk.backlog_grew(HIGH + 1)
    disk.when_relieved(lambda: called.append("first"))
    disk.when_relieved(lambda: called.append("second"))
    assert called == ["at once"]
    disk.backlog_grew(-HIGH)
    disk.backlog_grew(HIGH)
    disk.backlog_grew(-HIGH)
    assert called == ["at once", "first", "second"]


def test_the_more_there_are_the_less_each_brings_while_all_pause() -> None:
    disk = new_disk()
    assert disk.share == LARGEST_READ
    shares = []
    for _ in range(20):
        disk.producer_came()
        shares.append(disk.share)
    assert shares[:3] == [LARGEST_READ, HIGH // 2, HIGH // 3]
    assert shares[-5:] == [64 * KIB] * 5
    for _ in range(20):
        disk.producer_left()
    assert disk.share == LARGEST_READ


def refuse() -> None:
    raise OSError("no room")


def test_without_a_thread_both_run_before_the_call_returns_and_an_error_is_a_result() -> None:
    disk, results = InlineDisk(), list[Any]()
    disk.run(lambda: "written", results.append)
    disk.run(refuse, results.append)
    assert results[0] == "written"
    assert isinstance(results[1], Failure)
    assert results[1].check(OSError)


def test_without_a_thread_nothing_waits_however_much_there_is() -> None:
    disk, called = InlineDisk(), list[str]()
    disk.producer_came()
    disk.backlog_grew(HIGH * 100)
    disk.when_relieved(lambda: called.append("at once"))
    disk.producer_left()
    assert (disk.congested, disk.share, called) == (False, LARGEST_READ, ["at once"])
    assert disk.close().called


def test_jobs_run_in_one_other_thread_and_their_results_come_in_order_in_this_one(
    reactor: Any, wait_for: WaitFor
) -> None:
    disk, threads, results = ThreadDisk(reactor), set[int](), list[tuple[object, int]]()

    def write(number: int) -> int:
        threads.add(get_ident())
        return number

    for number in range(20):
        disk.run(partial(write, number), lambda result: results.append((result, get_ident())))
    disk.run(refuse, lambda result: results.append((type(result), get_ident())))
    wait_for(disk.close())
    assert results == [*((number, get_ident()) for number in range(20)), (Failure, get_ident())]
    assert len(threads) == 1
    assert get_ident() not in threads


def test_a_disk_that_nothing_was_written_to_is_closed_at_once() -> None:
    assert new_disk().close().called


def test_what_waits_for_quiet_is_done_before_the_end(reactor: Any, wait_for: WaitFor) -> None:
    disk = ThreadDisk(reactor)
    done: list[int] = []
    disk.run(lambda: None, lambda _: None)
    disk.when_quiet(lambda: done.append(get_ident()))
    assert done == []
    wait_for(disk.close())
    assert len(done) == 1
    assert done != [get_ident()]
    InlineDisk().when_quiet(lambda: done.append(get_ident()))
    assert done[1:] == [get_ident()]


def test_what_may_wait_for_more_is_called_a_moment_later_or_at_the_end(reactor: Any, wait_for: WaitFor) -> None:
    disk = ThreadDisk(reactor)
    called: list[str] = []
    first: Deferred[None] = Deferred()
    disk.in_a_moment(lambda: called.append("one"))
    disk.in_a_moment(lambda: first.callback(None))
    assert called == []
    wait_for(first)
    assert called == ["one"]
    disk.in_a_moment(lambda: disk.run(lambda: called.append("written"), lambda _: None))
    wait_for(disk.close())
    assert called == ["one", "written"]
    InlineDisk().in_a_moment(lambda: called.append("at once"))
    assert called[2:] == ["at once"]
