"""Who pauses while the disk is behind, for how long, and how much each may bring."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.core.files.disk import LARGEST_READ, ThreadDisk

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
