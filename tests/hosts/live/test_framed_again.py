"""A host is told a chunk when it has made of the one before what it can, and all that came is told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from poetrygui.hosts.live.came_before import CameBefore
from poetrygui.hosts.live.framed_again import MOST_AHEAD, MOST_CHUNKS, FramedAgain
from poetrygui.hosts.live.hosted_calls import HostedCalls
from poetrygui.hosts.live.repeated_rows import RepeatedRows


class Parts:
    """What was before, the calls and the rows, all of which note what is done with them."""

    owes = False

    def __init__(self, *chunks: bytes | OSError) -> None:
        self.told: list[Any] = []
        self.left = [*chunks]
        self.there: list[Callable[[], None]] = []
        self.when_there = self.there.append
        self.came = self.note = self.told.append
        this: Any = self
        self.again = FramedAgain(
            cast("CameBefore", this),
            cast("HostedCalls", this),
            cast("RepeatedRows", this),
            over=lambda: self.told.append("over"),
            failed=self.told.append,
        )

    def next(self) -> bytes:
        chunk = self.left.pop(0) if self.left else b""
        if isinstance(chunk, OSError):
            raise chunk
        return chunk

    def chunk(self, data: bytes) -> None:
        self.told.append(data)
        self.owes = True

    def all_told(self) -> None:
        self.told.append("all told")


def test_it_goes_on_when_the_host_has_made_what_it_was_told() -> None:
    parts = Parts(b"one", b"two")
    parts.again.begin()
    parts.again.go_on()
    assert parts.told == []
    parts.there[0]()
    assert parts.told == [b"one", b"two"]
    parts.again.came(b"three")
    parts.again.note(bool)
    parts.again.go_on()
    assert parts.told == [b"one", b"two", b"three", bool]
    parts.owes = False
    parts.again.go_on()
    parts.again.go_on()
    assert parts.told[4:] == ["all told", "over"]


def test_no_more_is_with_the_host_than_some() -> None:
    parts = Parts(*[b"x" * (MOST_AHEAD // 2)] * 3)
    parts.again.begin()
    parts.there[0]()
    assert [len(each) for each in parts.told] == [MOST_AHEAD // 2] * 2
    parts.again.go_on()
    assert len(parts.told) == 3
    parts = Parts(*[b"x"] * (MOST_CHUNKS + 1))
    parts.again.begin()
    parts.there[0]()
    assert len(parts.told) == MOST_CHUNKS


def test_it_waits_for_what_is_told_last() -> None:
    parts = Parts()
    parts.owes = True
    parts.again.begin()
    parts.there[0]()
    parts.again.go_on()
    assert parts.told == []
    parts.owes = False
    parts.again.go_on()
    assert parts.told == ["all told", "over"]


def test_what_cannot_be_read_is_said_once() -> None:
    parts = Parts(OSError(5, "Input/output error"), b"one")
    parts.again.begin()
    parts.there[0]()
    parts.again.go_on()
    assert parts.told == ["Input/output error"]
