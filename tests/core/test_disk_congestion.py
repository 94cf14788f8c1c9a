"""Who is told to pause, and when, while the disk is behind."""

from __future__ import annotations

from twisted.internet.task import Clock

from poetrygui.core.disk import ThreadDisk

HIGH, LOW = 100, 10


def congested_disk(*producers: str) -> tuple[ThreadDisk, list[str]]:
    """Return a disk that is just behind, and who was told to pause; nothing is written, so no thread begins."""
    disk = ThreadDisk(Clock(), HIGH, LOW)
    paused: list[str] = []
    for name in producers:
        disk.producing(lambda name=name: paused.append(name))  # type: ignore[misc]  # bound at once
    disk.backlog_grew(HIGH)
    assert paused == []
    disk.backlog_grew(1)
    return disk, paused


def test_all_producers_pause_at_once_when_the_disk_falls_behind() -> None:
    disk, paused = congested_disk("first", "second", "third")
    assert sorted(paused) == ["first", "second", "third"]
    disk.backlog_grew(HIGH)
    assert len(paused) == 3


def test_who_produces_while_the_disk_is_behind_pauses_at_once() -> None:
    disk, paused = congested_disk()
    disk.producing(lambda: paused.append("late"))
    assert paused == ["late"]


def test_who_has_paused_is_told_again_only_after_producing_again() -> None:
    disk, paused = congested_disk("one")
    disk.backlog_grew(-HIGH)
    assert not disk.congested
    disk.backlog_grew(HIGH)
    assert paused == ["one"]


def test_who_has_ended_is_not_told() -> None:
    disk = ThreadDisk(Clock(), HIGH, LOW)
    paused: list[str] = []

    def pause() -> None:
        paused.append("ended")

    disk.producing(pause)
    disk.not_producing(pause)
    disk.backlog_grew(HIGH + 1)
    assert paused == []
