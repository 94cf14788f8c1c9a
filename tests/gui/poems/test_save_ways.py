"""The ways to save a poem: with times, where its recording has them."""

from __future__ import annotations

import json
from pathlib import Path

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.poems.save_ways import EXACT, ROWS, ways_for
from tests.recordings.framed_folder import record_lines


def test_with_a_recording_there_are_times(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\n", b"two\n"]))
    assert poem.recording is not None
    saved = {way.name_filter: b"".join(way.pieces(poem, poem.recording.info.ended)) for way in ways_for(poem)}
    rows, exact, start, day, frame, lines, _read = saved.values()
    assert (rows, exact) == (b"one\ntwo\n", b"onetwo")
    assert start == b"0.001000 s  one\n0.002000 s  two\n"
    assert day.count(b":") == 4
    assert frame.count(b"+1 ms") == 2
    assert [json.loads(line)["event"] for line in lines.splitlines()] == ["frame", "frame", "end"]
    poem.recording.close()
    poem.close()


def test_without_one_there_are_rows_and_bytes(tmp_path: Path) -> None:
    assert ways_for(StoredPoem(tmp_path / "poem")) == ways_for(None)
    assert ways_for(None)[:2] == (ROWS, EXACT)


def test_what_is_read_in_another_encoding_is_saved_as_it_is_read(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", ["ü\x1b[1m\x07\n".encode("latin-1"), b"two\n"]))
    first, rows, exact, *_ = ways_for(poem, Lettering("iso8859-1"))
    assert b"".join(first.pieces(poem, None)).decode() == "ü\x07\ntwo\n"
    assert (rows, exact) == (ROWS, EXACT)
    assert b"".join(ROWS.pieces(poem, None)) == b"\xfc\x1b[1m\x07\ntwo\n"
    poem.close()
