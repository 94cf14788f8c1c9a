"""Rows cover every byte once, are the same from wherever one begins, and part no character."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.text.display_text import TextStream, shown_text
from poetrygui.core.text.row_cutter import LONGEST_ROW, Row, RowCutter
from poetrygui.core.text.row_window import RowWindow
from tests.gui.memory_poem import MemoryPoem

EVERYTHING = 10**9

line_endings = st.sampled_from([b"\n", b"\r\n", b"\r", b""])
lines = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        lambda unit, count: unit * count,
        st.one_of(
            st.binary(min_size=1, max_size=5), st.sampled_from(["é", "€", "👩\u200d", "e\u0301"]).map(str.encode)
        ),
        st.integers(500, 3000),
    ),
)
poems = st.lists(st.tuples(lines, line_endings).map(b"".join), max_size=5).map(b"".join)
row_sizes = st.sampled_from([512, 2048])


def all_rows(poem: MemoryPoem, row_bytes: int) -> list[Row]:
    return list(RowCutter(poem, row_bytes).rows_from(0, EVERYTHING))


@settings(deadline=None)
@given(poems, row_sizes)
def test_rows_cover_every_byte_once(data: bytes, row_bytes: int) -> None:
    rows = all_rows(MemoryPoem(data), row_bytes)
    assert [row.start for row in rows] == [0, *(row.next for row in rows[:-1])][: len(rows)]
    assert (rows[-1].next if rows else 0) == len(data)
    for row in rows:
        assert data[row.stop : row.next] in (b"", b"\n", b"\r\n")
        assert b"\n" not in data[row.start : row.stop]
        assert row.begins_line == (row.start == 0 or data[row.start - 1 : row.start] == b"\n")
        assert row.data == data[row.start : row.stop]
        assert row.stop - row.start <= LONGEST_ROW + 64
        assert row.begins_line or row.stop > row.start


@settings(deadline=None)
@given(poems, row_sizes, st.data())
def test_rows_are_the_same_from_wherever_one_begins(data: bytes, row_bytes: int, draws: st.DataObject) -> None:
    cutter = RowCutter(MemoryPoem(data), row_bytes)
    rows = list(cutter.rows_from(0, 5000))
    offset = draws.draw(st.integers(0, max(len(data) - 1, 0)))
    if not rows:
        assert cutter.row_start(offset) == 0
        return
    holder = next(row for row in rows if row.start <= offset < row.next)
    assert cutter.row_start(offset) == holder.start
    index = rows.index(holder)
    count, most = draws.draw(st.integers(1, 9)), draws.draw(st.sampled_from([3000, 9000, EVERYTHING]))
    assert list(cutter.rows_from(holder.start, 1)) == rows[index:]
    before = cutter.rows_before(holder.start, count, most)
    assert before == rows[max(index - len(before), 0) : index]
    assert len(before) == min(count, index) or most != EVERYTHING


@settings(deadline=None)
@given(poems)
def test_lines_of_letters_and_marks_are_parted_between_them(data: bytes) -> None:
    text = "e\u0301é👩\u200d👩" * 900
    poem = MemoryPoem(data + b"\n" + text.encode())
    whole = TextStream().feed(bytes(poem.data), final=True)
    rows = all_rows(poem, 512)
    joined = "".join(("\n" if row.begins_line and row.start else "") + shown_text(row.data) for row in rows)
    assert joined[-len(text) :] == whole[-len(text) :] == text


@pytest.mark.parametrize("row_bytes", [512, 2048])
@pytest.mark.parametrize("prefix", [b"", b"one\n", b"x" * 777 + b"\n"])
def test_an_endless_line_is_cut_alike_from_everywhere(row_bytes: int, prefix: bytes) -> None:
    letters = random.Random(7)
    poem = MemoryPoem(prefix + "".join(letters.choices("aé€😀", k=90_000)).encode())
    cutter = RowCutter(poem, row_bytes)
    rows = list(cutter.rows_from(0, 5000))
    assert all(row.stop - row.start <= 2 * LONGEST_ROW for row in rows)
    for row in letters.sample(rows, 60):
        offset = letters.randrange(row.start, row.next)
        assert cutter.row_start(offset) == row.start
        assert list(islice(cutter.rows_from(row.start, 1), 3)) == rows[(at := rows.index(row)) : at + 3]
    assert cutter.rows_before(poem.size, 20, EVERYTHING) == rows[-20:]
    assert "\ufffd" not in b"".join(row.data for row in rows).decode("utf-8", "replace")


def test_a_line_that_grows_keeps_its_rows() -> None:
    poem = MemoryPoem(b"first\n")
    seen: list[Row] = []
    for _ in range(40):
        poem.append(b"abcdefghij" * 37)
        rows = all_rows(poem, 2048)
        assert rows[: max(len(seen) - 1, 0)] == seen[:-1]
        seen = rows


@pytest.mark.parametrize("width", [0, 100])
def test_the_work_for_a_screen_does_not_depend_on_the_poem(width: int) -> None:
    poem = MemoryPoem(b"\n" * 200_000 + b"x" * 3_000_000)
    window = RowWindow(poem)
    for offset in (10, 100_000, 190_000, 250_000, 1_700_003, poem.size):
        poem.bytes_read = 0
        window.load(offset, 50, 100, width)
        assert len(window.rows) <= 150
        assert poem.bytes_read < 2_000_000
    poem.reads = 0
    window.load_end(100, width)
    assert window.stop == poem.size
    assert poem.reads < 1000


def test_columns_and_offsets_agree() -> None:
    data = "a\tb\nñé€ 😀😀 \x1b[2J \u202eabc\u202c".encode() + b" \xff\xe2\x82 \xc0\x80 end\nlast"
    window = RowWindow(MemoryPoem(data))
    window.load(0, 0, 10, 0)
    assert [row.begins_line for row in window.rows] == [True, True, True]
    middle = window.rows[1]
    for needle in (b"\xc3\xa9", "😀".encode(), b"\x1b", b"abc", b"\xff", b"\xe2\x82 ", b"\xc0", b"end"):
        offset = data.index(needle)
        column = window.column_of(1, offset)
        assert window.offset_of(1, column) == offset
    units = window.texts[1].encode("utf-16-le")
    column = window.column_of(1, data.index(b"abc"))
    assert units[2 * column : 2 * column + 6].decode("utf-16-le") == "abc"
    assert window.offset_of(1, 10**6) == middle.stop
    assert window.index_of(0) == 0
    assert window.index_of(len(data)) == 2
