"""Borders on disk: found by where they stand, the first where the log has it, in blocks and as they were before."""

from __future__ import annotations

import os
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Callable
from itertools import islice
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.border_blocks import BLOCK, HEAD, BorderPacker
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.rows import ADDED, FRAME, LINES, PACKED_BORDER_SIZE, Border, RowComposer

FOUND = [(0, FRAME), (3, ADDED), (4, LINES)]
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "in blocks": lambda packed: BorderPacker().pack(packed),
    "as before": bytes,
}


@pytest.fixture(params=WAYS)
def file(tmp_path: Path, request: pytest.FixtureRequest) -> SegmentedFile:
    composer = RowComposer()
    composer.frame(b"a\nb")
    composer.frames([b"c", b"d"])
    file = SegmentedFile(tmp_path, "borders")
    file.append(WAYS[request.param](composer.take()[1]))
    file.close_writing()
    return file


def test_they_are_read_from_the_last_one_before_a_place_on(file: SegmentedFile) -> None:
    borders = Borders(file)
    assert [list(borders.read_at(offset)) for offset in (0, 2, 3, 4, 99)] == [
        FOUND,
        FOUND,
        FOUND[1:],
        FOUND[2:],
        FOUND[2:],
    ]
    file.close_reading()


def test_the_first_may_be_told_by_the_log(file: SegmentedFile) -> None:
    borders = Borders(file, LINES)
    assert list(borders.read_at(0)) == FOUND, "of two at one place the last one holds"
    assert list(borders.read_at(3)) == FOUND[1:]
    assert list(Borders(SegmentedFile(Path("nowhere"), "borders"), LINES).read_at(7)) == [(0, LINES)]
    file.close_reading()


def test_without_any_there_are_none(tmp_path: Path) -> None:
    borders = Borders(SegmentedFile(tmp_path, "borders"))
    assert (list(borders.read_at(5)), borders.byte_before(5), borders.are_in_blocks) == ([], 0, False)
    borders.begin_with(FRAME)
    assert list(borders.read_at(5)) == [(0, FRAME)]


@st.composite
def many(draw: st.DrawFn) -> list[Border]:
    """Draw borders near and far, more than a block has."""
    gaps = draw(st.lists(st.sampled_from([0, 1, 5, 31, 32, 5_000, 10**7, 10**13]), min_size=1, max_size=9))
    offset, found = 0, []
    for index in range(draw(st.sampled_from([3, 1_400, 4_088, 4_089, 9_000]))):
        offset += gaps[index % len(gaps)]
        found.append((offset, index % 3))
    return found


@given(many(), st.data(), st.sampled_from(list(WAYS)))
def test_from_any_place_on_they_are_those_from_the_last_one_before_it(
    found: list[Border], data: st.DataObject, way: str
) -> None:
    packer = BorderPacker() if way == "in blocks" else None
    with tempfile.TemporaryDirectory() as folder:
        file = SegmentedFile(Path(folder), "borders")
        cut = data.draw(st.integers(0, len(found)))
        for part in (found[:cut], found[cut:]):
            packed = array("Q", [offset << 2 | kind for offset, kind in part]).tobytes()
            file.append(packed if packer is None else packer.pack(packed))
        borders = Borders(file)
        assert borders.are_in_blocks == (packer is not None)
        for place in data.draw(st.lists(st.integers(0, len(found) - 1), min_size=1, max_size=4)):
            # All that follow are read from the place itself, and some from both sides of it.
            for step, most in ((0, len(found)), (1, 50), (-1, 50)):
                offset = max(found[place][0] + step, 0)
                first = max(bisect_right(found, offset, key=itemgetter(0)) - 1, 0)
                expected = found[first:][:most]
                assert list(islice(borders.read_at(offset), most)) == expected
                # What is given up before that byte is not missed.
                rest = borders_from(file, borders.byte_before(offset))
                assert list(islice(rest.read_at(offset), most)) == expected
        file.close_writing()
        file.close_reading()


def test_the_last_border_of_a_block_is_found_from_behind_it(tmp_path: Path) -> None:
    found = [(5 * index, FRAME) for index in range(9000)]
    file = SegmentedFile(tmp_path, "borders")
    file.append(BorderPacker().pack(array("Q", [offset << 2 | kind for offset, kind in found]).tobytes()))
    borders = Borders(file)
    for last in (BLOCK - HEAD - 1, 2 * (BLOCK - HEAD) - 1):
        for index in (last - 1, last, last + 1):
            for behind in (0, 1, 4):
                assert list(borders.read_at(5 * index + behind)) == found[index:]
    file.close_writing()
    # Another block was begun, and no more of it was written.
    for size in (2 * BLOCK + HEAD, 2 * BLOCK + 3, 2 * BLOCK):
        os.truncate(tmp_path / "borders.000", size)
        file.size = size
        last = 2 * (BLOCK - HEAD) - 1
        assert list(borders.read_at(5 * last + 1)) == [found[last]]
        for index in (0, last - 1, (BLOCK - HEAD) - 1):
            assert next(borders.read_at(5 * index + 1)) == found[index]
    file.close_reading()


def borders_from(file: SegmentedFile, start: int) -> Borders:
    """Return the borders of a file of which all before this byte was given up."""

    class Rest(SegmentedFile):
        def read(self, begin: int, stop: int) -> bytes:
            assert begin >= start
            return file.read(begin, stop)

    rest = Rest(Path("nowhere"), "borders")
    rest.start, rest.size = start, file.size
    return Borders(rest)


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(list(WAYS)))
def test_a_file_that_ends_anywhere_has_those_that_are_whole(count: int, cut: int, way: str) -> None:
    found = [(index * 40, index % 3) for index in range(count)]
    data = WAYS[way](array("Q", [offset << 2 | kind for offset, kind in found]).tobytes())
    with tempfile.TemporaryDirectory() as folder:
        file = SegmentedFile(Path(folder), "borders")
        file.append(data[: max(len(data) - cut, 0)])
        there = list(Borders(file).read_at(0))
        assert there == found[: len(there)]
        assert len(there) >= len(found) - cut
        if way == "as before":
            assert len(there) == max(len(data) - cut, 0) // PACKED_BORDER_SIZE
        file.close_writing()
        file.close_reading()


def test_of_many_few_bytes_are_read(tmp_path: Path) -> None:
    reads: list[int] = []

    class Counting(SegmentedFile):
        def read(self, start: int, stop: int) -> bytes:
            reads.append(stop - start)
            return super().read(start, stop)

    file = Counting(tmp_path, "borders")
    file.append(BorderPacker().pack(array("Q", [at << 2 | FRAME for at in range(1_000_000)]).tobytes()))
    assert next(Borders(file).read_at(777_777)) == (777_777, FRAME)
    assert sum(reads) < 2 * BLOCK
    file.close_writing()
    file.close_reading()
