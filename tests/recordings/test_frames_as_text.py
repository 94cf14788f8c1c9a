"""Frames as a text: what stands before their rows, in columns of one width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.frames_as_text import FrameColumns
from poetrygui.recordings.rows_with_times import Column
from tests.recordings.framed_folder import record_lines


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recording]:
    kept = Recording.existing(record_lines(tmp_path_factory.mktemp("kept") / "poem", [b"x" * 119 + b"\n"]))
    yield kept
    kept.close()


def test_the_first_row_of_a_frame_has_its_time_and_its_place(recording: Recording) -> None:
    columns = FrameColumns(recording, Column.START, has_places=True)
    assert columns.frame(b"one\ntwo\n", 1000, 0, (5, 12)) == b"0.001000 s     5-12  one\n                     two\n"
    assert columns.frame(b"", 2000, 1000, (100, 120)) == b"0.002000 s  100-120  \n"
    assert columns.frame(b"three", 2000, 0, None) == b"0.002000 s           three\n"
    assert columns.rest(b"four") == b"                     four\n"


def test_without_places_there_is_no_column_for_them(recording: Recording) -> None:
    columns = FrameColumns(recording, Column.FRAME, has_places=False)
    assert columns.frame(b"one\ntwo", 5000, 4000, None) == b"        +4 ms  one\n               two\n"


@given(st.binary(max_size=30))
def test_behind_the_columns_stands_what_came(recording: Recording, data: bytes) -> None:
    columns = FrameColumns(recording, Column.START, has_places=True)
    width = len(columns.rest(b"")) - 1
    *rows, rest = columns.frame(data, 1000, 0, (0, 30)).split(b"\n")
    assert rest == b""
    assert b"\n".join(row[width:] for row in rows) == data.removesuffix(b"\n")
