"""Lines that are found by the log: where they begin, and which one holds a byte, whatever the chunks are like."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.log_newlines import LogNewlines
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery

FRAMES = [b"", b"a" * 70_000, b"", b"b", b"c" * 200_000, b"d"]
ROWS = b"".join(frame + b"\n" for frame in FRAMES)


@pytest.fixture(params=[1, 2, 6])
def poem(request: pytest.FixtureRequest, tmp_path: Path) -> StoredPoem:
    """Return a poem whose chunks have so many frames each."""
    written = RecordedPoem(tmp_path / "poem")
    for start in range(0, len(FRAMES), request.param):
        written.chunk(b"?", Delivery("frames", FRAMES[start : start + request.param]))
    return written.open()


def test_each_newline_is_found(poem: StoredPoem) -> None:
    assert poem.recording is not None
    newlines = LogNewlines(poem.recording)
    ends = [offset + 1 for offset, byte in enumerate(ROWS) if byte == 0x0A]
    assert [newlines.after_newline(number + 1, poem.read) for number in range(len(ends))] == ends


def test_those_before_any_byte_are_counted(poem: StoredPoem) -> None:
    assert poem.recording is not None
    newlines = LogNewlines(poem.recording)
    for offset in [0, 1, 2, 69_999, 70_001, 70_002, 70_003, 150_000, len(ROWS) - 1, len(ROWS)]:
        assert newlines.newlines_before(offset, poem.read) == ROWS.count(b"\n", 0, offset)
        known, count = newlines.known_before(offset)
        assert known <= offset
        assert count == ROWS.count(b"\n", 0, known)
