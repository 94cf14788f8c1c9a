"""Batches of a poem without a recording: what could not be written is written next, and counted right."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_progress import Flushed
from poetrygui.core.poems.row_batches import RowBatches
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.stored_poem import Written
from tests.core.reference_rows import file_size_limit


@pytest.fixture
def files(tmp_path: Path) -> PoemFiles:
    return PoemFiles(tmp_path / "poem")


def flushed(*frames: bytes) -> Flushed:
    composer = RowComposer()
    composer.frames(frames)
    blocks, borders = composer.take()
    rows = b"".join(blocks)
    return Flushed(rows, borders, rows.count(b"\n"), composer.exact_size, composer.frame_count)


def test_there_is_no_batch_of_nothing(files: PoemFiles) -> None:
    batches = RowBatches(files)
    assert batches.next_batch() is None
    assert batches.flush(Flushed(b"", b"", 0, 0, 0)) == 0
    assert batches.next_batch() is None


def test_a_batch_stays_the_next_until_it_is_written(files: PoemFiles) -> None:
    batches = RowBatches(files)
    assert batches.flush(flushed(b"one", b"two")) == 8
    batch = batches.next_batch()
    assert batch is not None
    assert batches.next_batch() is batch
    with file_size_limit(6):
        progress = batches.write(batch)
    assert (progress.size, progress.written) == (0, Written())  # not even the border had room
    batches.take(progress)
    rest = batches.next_batch()
    assert rest is not None
    with file_size_limit(9):
        batches.take(batches.write(rest))
    assert batches.next_batch() is None
    assert files.rows.read(0, 99) == b"one\ntwo\n"
    files.close_reading()
    files.close_writing()


def test_a_part_of_a_batch_is_counted_up_to_its_last_byte(files: PoemFiles) -> None:
    batches = RowBatches(files)
    batches.flush(flushed(b"one", b"three", b"five"))
    batch = batches.next_batch()
    assert batch is not None
    with file_size_limit(9):
        progress = batches.write(batch)
    assert progress.error is not None
    assert progress.written == Written(9, 1, True, 8, 1)
    batches.take(progress)
    rest = batches.next_batch()
    assert rest is not None
    assert batches.write(rest).written == Written(15, 3, False, 12, 3)
    files.close_writing()
