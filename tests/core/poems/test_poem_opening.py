"""A poem that an earlier run left, with its recording: opened as far as its files still hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.poems.recorded_poem import INFO, RecordedPoem
from tests.core.reference_rows import Delivery


@pytest.fixture
def poem(tmp_path: Path) -> RecordedPoem:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(b"one\n", Delivery("frames", [b"one"]), at=0)
    poem.chunk(b"two|", Delivery("frames", [b"two"]))
    poem.chunk(b"three|", Delivery("frames", [b"three"]))
    poem.chunk(b"four\n", Delivery("frames", [b"four"]), at=14)
    return poem


def test_rows_that_were_cut_short_end_with_the_chunk_before(poem: RecordedPoem) -> None:
    path = poem.folder / "rows.000"
    path.write_bytes(path.read_bytes()[:7])
    opened = poem.open()
    assert b"".join(opened.row_pieces()) == b"one\ntwo\n"
    assert (opened.frame_count, opened.exact_size, opened.line_count) == (2, 6, 2)


def test_a_wire_that_was_cut_short_ends_the_rows_with_the_chunk_before(poem: RecordedPoem) -> None:
    path = poem.folder / "wire.000"
    path.write_bytes(path.read_bytes()[:16])
    opened = poem.open()
    assert b"".join(opened.row_pieces()) == b"one\ntwo\nthree\n"
    assert opened.recording is not None
    assert (opened.recording.wire_size, opened.recording.timed_size) == (16, 16)


def test_a_log_that_was_cut_short_loses_what_it_told_last(poem: RecordedPoem) -> None:
    path = poem.folder / "log.000"
    path.write_bytes(path.read_bytes()[:-1])
    opened = poem.open()
    assert b"".join(opened.row_pieces()) == b"one\ntwo\nthree\n"
    path.unlink()
    without = StoredPoem.existing(poem.folder)
    assert b"".join(without.row_pieces()) == b"two\nthree\n"  # as a poem without a recording is read
    assert without.recording is not None
    assert without.recording.wire(0, 99) == b"one\ntwo|three|four\n"


def test_where_everything_is_gone_nothing_is_read(poem: RecordedPoem) -> None:
    for name in ("rows.000", "wire.000"):
        (poem.folder / name).unlink()
    assert poem.open().size == 0


def test_a_recording_tells_where_it_came_from_even_where_that_is_damaged(poem: RecordedPoem) -> None:
    opened = poem.open()
    assert opened.recording is not None
    assert opened.recording.info.address == INFO.address
    (poem.folder / "poem.json").write_text("{")
    opened = poem.open()
    assert opened.recording is not None
    assert (opened.recording.info.name, opened.recording.wire_size) == ("poem", 19)


def test_without_a_wire_and_a_log_there_is_no_recording(tmp_path: Path) -> None:
    assert StoredPoem.existing(tmp_path / "none").recording is None
