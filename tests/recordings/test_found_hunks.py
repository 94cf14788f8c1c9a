"""Differences as they are found: those that are seen come first, and lie behind the others when these are there."""

from __future__ import annotations

import pytest

from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.found_hunks import FoundHunks
from poetrygui.recordings.jobs import numbers_of


def cut(start: int) -> Hunk:
    return Hunk(HunkKind.CUT, (start, start + 5), (start, start + 1), (start, start + 1))


def listed(found: FoundHunks) -> list[int]:
    return [found[number].wire[0] for number in range(len(found))]


@pytest.mark.parametrize(
    "byte, expected, seen",
    [
        (None, [0, 10, 40, 50], None),
        (20, [0, 10, 40, 50, 60], (40, 70)),
        (45, [0, 10, 40, 50, 60], (40, 70)),
        (80, [0, 10, 40, 50], None),
    ],
)
def test_those_that_are_seen_lie_where_the_others_have_not_come(
    byte: int | None, expected: list[int], seen: tuple[int, int] | None
) -> None:
    found = FoundHunks()
    found.take(numbers_of(map(cut, (40, 50, 60))))
    found.have_seen((40, 70))
    assert (listed(found), found.count) == ([40, 50, 60], 3)
    reached = [start for start in (0, 10, 40, 50) if byte is None or start < byte]
    found.take(numbers_of(map(cut, reached)))
    assert listed(found) == [40, 50, 60]
    found.end(byte)
    assert listed(found) == sorted({*reached, *(start for start in (40, 50, 60) if start in expected)})
    assert (found.count, found.seen) == (len(listed(found)), seen)


def test_without_any_that_are_seen_they_are_listed_at_once() -> None:
    found = FoundHunks()
    found.take(numbers_of(map(cut, (0, 10))))
    assert listed(found) == [0, 10]
    found.end(None)
    assert (listed(found), found.count) == ([0, 10], 2)
    with pytest.raises(IndexError):
        found[2]
