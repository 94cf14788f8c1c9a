"""Where frames end, told from runs of the wire alone: only where that is sure."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run, Source
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.frame_edges import ENOUGH, RunEdges, delimiter_size, is_torn, wire_after, wire_before
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery
from tests.recordings.framed_folder import record_lines

CHUNKS = [b"one\r\ntw", b"o\r\n", b"\r\nthree\r\n"]
RUN = Run(Source.WIRE_WITHOUT_CR)


def chunks_of(recording: Recording) -> list[Chunk]:
    return list(recording.chunks())


def test_lines_end_where_their_newline_came(tmp_path: Path) -> None:
    recording = Recording.existing(record_lines(tmp_path / "poem", CHUNKS, ending=b"\r\n"))
    edges = RunEdges(recording)
    for _ in range(2):  # the second time from memory
        assert [list(edges.ends_in(chunk, RUN) or ()) for chunk in chunks_of(recording)] == [[5], [10], [12, 19]]
    assert [(wire_before(chunk, RUN), wire_after(chunk, RUN)) for chunk in chunks_of(recording)] == [
        (0, 5),
        (5, 10),
        (10, 19),
    ]
    recording.close()


def test_of_rows_of_their_own_nothing_is_told(tmp_path: Path) -> None:
    recording = Recording.existing(record_lines(tmp_path / "poem", CHUNKS, ending=b"\r\n", source=Source.OWN))
    edges = RunEdges(recording)
    first = chunks_of(recording)[0]
    assert edges.ends_in(first, Run()) is None
    assert wire_after(first, Run()) is None
    assert delimiter_size(first, Run()) == 0
    recording.close()


def chunk(size: int, frames: int, rows: int, newlines: int) -> Chunk:
    return Chunk(0, 0, size, 10, 10, 0, frames, 0, rows, 0, newlines, frames)


def test_frames_that_hold_newlines_have_no_sure_end(tmp_path: Path) -> None:
    recording = Recording.existing(record_lines(tmp_path / "poem", [b"a\nb\n"]))
    edges, run = RunEdges(recording), Run(Source.WIRE)
    assert edges.ends_in(chunk(4, 1, 4, 2), run) is None
    assert list(edges.ends_in(chunk(4, 2, 4, 2), run) or ()) == [2, 4]
    # Rows that the log tells of, and the wire has not: a file that was cut off.
    assert edges.ends_in(Chunk(1, 4, 8, 10, 10, 2, 3, 4, 8, 2, 3, 1), run) is None
    recording.close()


def test_one_line_alone_is_told_once_another_has_shown_that_its_newline_ends_it(tmp_path: Path) -> None:
    # As frames of three bytes have it, too: "abc" is complete with its c.
    one = Recording.existing(record_lines(tmp_path / "one", [b"abc\n"]))
    assert RunEdges(one).ends_in(chunks_of(one)[0], RUN) is None
    one.close()
    two = Recording.existing(record_lines(tmp_path / "two", [b"abc\n", b"d", b"e\n"]))
    for order in (1, -1):  # by the one behind it, and by the one before
        edges = RunEdges(two)
        found = [list(edges.ends_in(chunk, two.sums.run) or ()) for chunk in chunks_of(two)[::order]]
        assert found == [[4], [], [7]][::order]
    two.close()


def test_a_newline_of_a_frames_own_ends_none(tmp_path: Path) -> None:
    recording = Recording.existing(record_lines(tmp_path / "poem", [b"a\nb\n"]))
    assert RunEdges(recording).ends_in(Chunk(0, 0, 4, 10, 10, 0, 2, 0, 4, 0, 2, 1), Run(Source.WIRE)) is None
    recording.close()


@pytest.mark.parametrize("count", [2, ENOUGH])
def test_rows_that_stand_somewhere_on_the_wire_are_those_only_if_they_are_many(tmp_path: Path, count: int) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(b"?greeting", Delivery("frame", b"GREETING"))
    poem.chunk(b"\n" * count, *[Delivery("frame", b"")] * count, at=9)
    stored = poem.open()
    assert stored.recording is not None
    found = RunEdges(stored.recording).ends_in(chunks_of(stored.recording)[1], stored.recording.sums.run)
    assert found == (None if count < ENOUGH else array("Q", range(10, 10 + count)))
    stored.close()


def test_what_an_end_brought_ends_with_the_wire() -> None:
    edges = RunEdges(Recording.__new__(Recording))  # is not asked
    assert edges.ends_in(chunk(0, 1, 1, 1), Run(Source.WIRE)) == (0,)
    assert edges.ends_in(chunk(0, 2, 9, 2), Run(Source.WIRE)) is None
    assert edges.ends_in(chunk(9, 0, 0, 0), Run(Source.WIRE)) == ()
    assert delimiter_size(chunk(0, 1, 1, 1), Run(Source.WIRE)) == 0


def test_a_chunk_is_torn_only_where_that_is_sure() -> None:
    run, own = Run(Source.WIRE), Run()
    assert is_torn(chunk(5, 1, 4, 1), run, None)
    assert not is_torn(chunk(5, 1, 5, 1), run, None)
    assert not is_torn(chunk(5, 0, 5, 0), run, None), "a part of a frame was delivered: nothing was held back"
    assert is_torn(chunk(5, 0, 0, 0), own, None), "nothing was made of it"
    assert not is_torn(chunk(5, 1, 9, 1), own, None), "nobody knows"
    assert is_torn(chunk(5, 1, 9, 1), own, [4])
    assert not is_torn(chunk(5, 1, 9, 1), own, [5])
    assert not is_torn(chunk(0, 0, 0, 0), own, None)
