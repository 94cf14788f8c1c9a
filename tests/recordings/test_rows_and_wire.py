"""Each row leads to the bytes that it came in, and each byte to its row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import Source
from poetrygui.recordings.rows_and_wire import RowsAndWire
from tests.recordings.framed_folder import record_lines, record_netstrings


@contextmanager
def ways(chunks: list[bytes], **how: object) -> Iterator[tuple[StoredPoem, RowsAndWire]]:
    with tempfile.TemporaryDirectory() as room:
        poem = StoredPoem.existing(record_lines(Path(room) / "poem", chunks, **how))  # type: ignore[arg-type]
        assert poem.recording is not None
        yield poem, RowsAndWire(poem, poem.recording)
        poem.recording.close()
        poem.close()


@given(
    st.lists(st.sampled_from([b"", b"a", b"verse"]), min_size=1, max_size=8),
    st.sampled_from([b"\n", b"\r\n"]),
    st.data(),
)
@settings(max_examples=100, deadline=None)
def test_each_line_leads_to_its_bytes_and_back(lines: list[bytes], ending: bytes, data: st.DataObject) -> None:
    wire = b"".join(line + ending for line in lines)
    cuts = sorted(data.draw(st.sets(st.integers(1, max(len(wire) - 1, 1)), max_size=4)))
    chunks = [wire[a:b] for a, b in pairwise([0, *cuts, len(wire)]) if a < b]
    with ways(chunks, ending=ending) as (poem, both):
        at_row = at_wire = 0
        for number, line in enumerate(lines):
            row, came = (at_row, at_row + len(line) + 1), (at_wire, at_wire + len(line) + len(ending))
            assert poem.read(*row) == line + b"\n"
            assert both.wire_of(*row) == came
            assert both.rows_of(*came, frame=number) == row
            assert both.rows_of(*came) == row
            for offset in range(len(line)):
                assert both.wire_of(row[0] + offset, row[0] + offset) == (came[0] + offset, came[0] + offset)
                assert both.rows_of(came[0] + offset, came[0] + offset) == (row[0] + offset, row[0] + offset)
            at_row, at_wire = row[1], came[1]


def test_where_it_is_not_known_it_is_the_chunks(tmp_path: Path) -> None:
    with ways([b"one\ntw", b"o\n"], source=Source.OWN) as (_, both):
        assert both.wire_of(0, 4) == (0, 6)
        assert both.wire_of(4, 8) == (0, 8)
        assert both.rows_of(7, 8) == (4, 8)
        assert both.rows_of(1, 1) == (0, 0)
        assert both.rows_of(0, 6, frame=1) == (4, 8)


def test_of_what_made_no_row_it_is_the_end() -> None:
    with ways([b"one\nun", b"finished"]) as (_, both):
        assert both.rows_of(5, 5) == (4, 4)
        assert both.rows_of(8, 9) == (4, 4)
        assert both.wire_of(4, 4) == (4, 4)
        assert both.wire_of(40, 41) is None


@pytest.mark.parametrize("offset", [0, 5])
def test_of_nothing_it_is_nothing(offset: int) -> None:
    with ways([]) as (_, both):
        assert both.rows_of(offset, offset) is None


def test_where_bytes_end_with_their_chunk_the_next_one_is_not_among_them(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_netstrings(tmp_path / "poem", [b"3:one,", b"3:two,", b"5:three,"]))
    assert poem.recording is not None
    both = RowsAndWire(poem, poem.recording)
    assert both.rows_of(8, 12) == (4, 8)
    assert both.rows_of(8, 13) == (4, 14)
    poem.close()
