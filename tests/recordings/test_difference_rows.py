"""Differences in the rows of a poem: those of a frame, the place where there is none, and those that are seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.host import HostEnd
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.difference_rows import DifferenceRows
from poetrygui.recordings.differences import Differences
from tests.recordings.framed_folder import record_lines
from tests.recordings.test_differences import THROUGH, Job, cut, found

HUNKS = (
    Hunk(HunkKind.CUT, (0, 4), (0, 1), (0, 2)),  # one row of ours
    Hunk(HunkKind.VALUE, (8, 12), (2, 3), (3, 4)),
    Hunk(HunkKind.CUT, (12, 13), (3, 3), (4, 5)),  # none of ours
    Hunk(HunkKind.CUT, (20, 28), (5, 7), (7, 7)),
    Hunk(HunkKind.CUT, (28, 44), (7, 11), (7, 9)),  # the last of which is not there yet
)


@pytest.fixture
def poem(tmp_path: Path) -> Iterator[StoredPoem]:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\ntwo\ns", b"ix\nten\n", b"day\nsun\nson\nran\n"]))
    yield poem
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


def differences_of(tmp_path: Path, *hunks: Hunk) -> Differences:
    job, differences = Job(), Differences(("a", "b"))
    differences.find(tmp_path, PinnedProtocol("a"), PinnedProtocol("b"), job.start)
    job.say(found(*hunks))
    job.say(THROUGH)
    job.end(HostEnd())
    return differences


@pytest.fixture
def rows(poem: StoredPoem, tmp_path: Path) -> DifferenceRows:
    assert poem.recording is not None
    return DifferenceRows(poem, poem.recording, differences_of(tmp_path, *HUNKS), is_ours=True)


def test_each_has_its_rows_as_soon_as_they_are_there(rows: DifferenceRows) -> None:
    assert [rows.rows_of(number) for number in range(5)] == [(0, 4), (8, 12), (12, 12), (20, 28), None]
    assert rows.rows_of(0) == (0, 4), "and again"


def test_the_other_side_has_its_own(poem: StoredPoem, tmp_path: Path) -> None:
    assert poem.recording is not None
    theirs = DifferenceRows(poem, poem.recording, differences_of(tmp_path, *HUNKS[:3]), is_ours=False)
    assert [theirs.rows_of(number) for number in range(3)] == [(0, 8), (12, 16), (16, 20)]


@pytest.mark.parametrize(
    "start, stop, numbers",
    [(0, 99, [0, 1, 2, 3]), (0, 3, [0]), (4, 8, [0, 1]), (5, 7, []), (12, 12, [1, 2]), (13, 19, []), (21, 99, [3])],
)
def test_what_is_seen_is_found(rows: DifferenceRows, start: int, stop: int, numbers: list[int]) -> None:
    assert [number for number, _ in rows.between(start, stop)] == numbers


def test_many_are_found_without_reading_all_of_them(poem: StoredPoem, tmp_path: Path) -> None:
    assert poem.recording is not None
    many = differences_of(tmp_path, *(cut(number) for number in range(8)))
    rows = DifferenceRows(poem, poem.recording, many, is_ours=True)
    assert list(rows.between(17, 19)) == [(4, (16, 20))]
