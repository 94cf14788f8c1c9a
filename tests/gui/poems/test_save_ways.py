"""The ways to save a poem: with times, where its recording has them."""

from __future__ import annotations

import json
from pathlib import Path

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.poems.save_ways import EXACT, ROWS, ways_for
from tests.recordings.framed_folder import record_lines


def test_with_a_recording_there_are_times(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\n", b"two\n"]))
    assert poem.recording is not None
    saved = {way.name_filter: b"".join(way.pieces(poem, poem.recording.info.ended)) for way in ways_for(poem)}
    rows, exact, start, day, frame, lines = saved.values()
    assert (rows, exact) == (b"one\ntwo\n", b"onetwo")
    assert start == b"0.001000 s  one\n0.002000 s  two\n"
    assert day.count(b":") == 4
    assert frame.count(b"+1 ms") == 2
    assert [json.loads(line)["event"] for line in lines.splitlines()] == ["frame", "frame", "end"]
    poem.recording.close()
    poem.close()


def test_without_one_there_are_rows_and_bytes(tmp_path: Path) -> None:
    assert ways_for(StoredPoem(tmp_path / "poem")) == ways_for(None) == (ROWS, EXACT)
