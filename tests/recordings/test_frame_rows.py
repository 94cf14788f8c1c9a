"""Each row is known to be of a frame, and the first of it or not."""

from __future__ import annotations

from pathlib import Path

from poetrygui.recordings.frame_rows import FrameRow, FrameRows
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery


def rows_of(poem: RecordedPoem) -> list[tuple[int, bool] | None]:
    """Return for each row of what it is."""
    opened = poem.open()
    assert opened.recording is not None
    frames = FrameRows(opened, opened.recording)
    rows = opened.read(0, opened.size)
    starts = [0, *(place + 1 for place, byte in enumerate(rows[:-1]) if byte == ord("\n"))]
    return [frames.at(start) for start in starts]


def test_frames_of_one_row_are_all_first_rows(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(b"one\ntw", Delivery("frames", [b"one"]), at=0)
    poem.chunk(b"o\nthree\n", Delivery("frames", [b"two", b"three"]), at=4)
    assert rows_of(poem) == [FrameRow(0, True), FrameRow(1, True), FrameRow(2, True)]


def test_frames_of_several_rows_begin_once(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(b"#", Delivery("frames", [b"a\nb\nc", b"d"]))
    poem.chunk(b"#", Delivery("frames", [b"e\nf\n", b"g"]))
    assert rows_of(poem) == [
        (0, True),
        (0, False),
        (0, False),
        (1, True),
        (2, True),
        (2, False),
        (3, True),
    ]


def test_what_did_not_come_is_of_none(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    poem.chunk(b"one\n", Delivery("frames", [b"one"]), at=0)
    opened = poem.open()
    assert opened.recording is not None
    assert FrameRows(opened, opened.recording).at(99) is None
