"""Borders on disk: as many as there are, found by where they stand, with the first where the log has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.rows import ADDED, FRAME, LINES, RowComposer


@pytest.fixture
def file(tmp_path: Path) -> SegmentedFile:
    composer = RowComposer()
    composer.frame(b"a\nb")
    composer.frames([b"c", b"d"])
    file = SegmentedFile(tmp_path, "borders")
    file.append(composer.take()[1])
    file.close_writing()
    return file


def test_they_are_read_from_any_of_them_on(file: SegmentedFile) -> None:
    found = [(0, FRAME), (3, ADDED), (4, LINES)]
    borders = Borders(file)
    assert len(borders) == 3
    assert [list(borders.read_from(index)) for index in range(4)] == [found, found[1:], found[2:], []]
    assert [borders[index] for index in range(3)] == found
    assert [borders.last_at(offset) for offset in (0, 2, 3, 4, 99)] == [0, 0, 1, 2, 2]


def test_the_first_may_be_told_by_the_log(file: SegmentedFile) -> None:
    borders = Borders(file, LINES)
    assert len(borders) == 4
    assert list(borders.read_from(0)) == [(0, LINES), (0, FRAME), (3, ADDED), (4, LINES)]
    assert list(borders.read_from(2)) == [(3, ADDED), (4, LINES)]
    assert (borders[0], borders[1], borders[3]) == ((0, LINES), (0, FRAME), (4, LINES))


def test_before_the_first_there_is_none(tmp_path: Path) -> None:
    borders = Borders(SegmentedFile(tmp_path, "borders"))
    assert (len(borders), borders.last_at(5), list(borders.read_from(0))) == (0, -1, [])
