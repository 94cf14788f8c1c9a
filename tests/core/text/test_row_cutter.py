"""Rows at the borders: lines of exactly the longest row, cuts at an ending, and where cuts are counted anew."""

from __future__ import annotations

from itertools import islice

import pytest

from poetrygui.core.text.row_cutter import LONGEST_ROW, Row, RowCutter
from tests.gui.memory_poem import MemoryPoem

ROW_BYTES = 512
COUNTED = 64 * 1024
EVERYTHING = 10**9
BEFORE, AFTER = b"before\n", b"after\n"


def rows_of(data: bytes) -> list[Row]:
    """Return the rows, once they are the same from wherever one begins."""
    cutter = RowCutter(MemoryPoem(data), ROW_BYTES)
    rows = list(cutter.rows_from(0, EVERYTHING))
    for index, row in enumerate(rows):
        for offset in {row.start, (row.start + row.next) // 2, max(row.start, row.stop - 1), row.next - 1}:
            assert cutter.row_start(offset) == row.start
        assert list(islice(cutter.rows_from(row.start, 1), 2)) == rows[index : index + 2]
        assert cutter.rows_before(row.start, 2, EVERYTHING) == rows[max(index - 2, 0) : index]
    assert b"".join(data[row.start : row.next] for row in rows) == data
    return rows


@pytest.mark.parametrize("before", [b"", BEFORE])
@pytest.mark.parametrize("after", [b"", AFTER])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r", b""])
@pytest.mark.parametrize("excess", [-2, -1, 0, 1, 2])
def test_a_line_of_up_to_the_longest_row_is_one_row(before: bytes, after: bytes, ending: bytes, excess: int) -> None:
    line = b"x" * (LONGEST_ROW + excess - len(ending.rstrip(b"\n"))) + ending
    rows = rows_of(before + line + (after if ending.endswith(b"\n") else b""))
    own = [row for row in rows if len(before) <= row.start < len(before + line)]
    assert (len(own) == 1) == (excess <= 0)
    assert b"".join(row.data for row in own) == line.removesuffix(b"\n" if ending == b"\n" else b"\r\n")


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r\r\n", b"\r"])
@pytest.mark.parametrize("excess", range(-3, 4))
@pytest.mark.parametrize("rows", [5, COUNTED // ROW_BYTES, COUNTED // ROW_BYTES + 2])
def test_no_cut_parts_a_line_from_its_ending(ending: bytes, excess: int, rows: int) -> None:
    line = b"x" * (rows * ROW_BYTES + excess)
    found = rows_of(BEFORE + line + ending + AFTER)
    shown = ending.removesuffix(b"\n").removesuffix(b"\r") if ending.endswith(b"\n") else ending
    assert b"".join(row.data for row in found) == b"before" + line + shown + b"after"
    assert all(row.data for row in found)


@pytest.mark.parametrize("before", [b"", b"\n", BEFORE, b"y" * 511 + b"\n"])
@pytest.mark.parametrize("unit", ["x", "é", "À", "¿", "😀", "e\u0301"])
def test_an_endless_line_is_cut_alike_where_its_rows_are_counted_anew(before: bytes, unit: str) -> None:
    line = unit.encode() * (80_000 // len(unit.encode()))
    rows = rows_of(before + line)
    assert "\ufffd" not in "".join(row.data.decode("utf-8", "replace") for row in rows)
    assert all(row.data.startswith(unit.encode()) for row in rows if row.start > len(before))
    # Beyond the part that is counted from the line's start, cuts are where they would be in any line.
    assert all(-row.start % ROW_BYTES <= 64 for row in rows[-5:])


@pytest.mark.parametrize("unit", [b"\xc0x", b"\x7fx", b"\xff\xff", b"\xc0\xc0"])
def test_what_begins_no_character_is_cut_where_the_row_is_full(unit: bytes) -> None:
    assert [row.start for row in rows_of(unit * 5000)] == list(range(0, 10_000, ROW_BYTES))


def test_what_is_asked_for_before_the_first_row_or_of_no_rows_is_nothing() -> None:
    cutter = RowCutter(MemoryPoem(BEFORE + AFTER), ROW_BYTES)
    assert cutter.rows_before(0, 5, EVERYTHING) == []
    assert cutter.rows_before(len(BEFORE), 0, EVERYTHING) == []
    assert RowCutter(MemoryPoem(b"x" * 5000), ROW_BYTES).rows_before(3 * ROW_BYTES, 0, EVERYTHING) == []
    assert cutter.row_start(EVERYTHING) == len(BEFORE)
    assert cutter.row_start(-1) == 0


@pytest.mark.parametrize("count", [1, 2, 3])
def test_rows_before_come_from_no_further_back_than_they_begin(count: int) -> None:
    poem = MemoryPoem(b"x" * 10_000 + b"\n" + BEFORE * 3)
    cutter = RowCutter(poem, ROW_BYTES)
    poem.bytes_read = 0
    assert [row.data for row in cutter.rows_before(poem.size, count, 100)] == [b"before"] * count
    assert poem.bytes_read < 1000


def test_an_empty_line_is_no_end_of_what_stands_at_the_other_end() -> None:
    assert [(row.start, row.stop, row.next, row.data) for row in rows_of(b"\nabc\r")] == [
        (0, 0, 1, b""),
        (1, 5, 5, b"abc\r"),
    ]
