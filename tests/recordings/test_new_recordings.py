"""Recordings are made out of sight, in bounded memory, and nothing is left of one that is not whole."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import Event
from poetrygui.recordings import new_recordings
from poetrygui.recordings.named_recording import find_recording
from poetrygui.recordings.new_recordings import NewRecordings
from tests.recordings.captures import HANDSHAKE, PIECES, STREAM, capture, made_of, wire_of

INFO = PoemInfo("a server", "127.0.0.1:7", "raw", "")


def test_one_is_among_the_others_when_it_is_whole(tmp_path: Path) -> None:
    poems = tmp_path / "profile" / "poems"
    with NewRecordings(poems) as recordings:
        kept, dropped, lost = (recordings.begin(INFO) for _ in range(3))
        for each in (kept, dropped, lost):
            each.received(b"abc", 0)
        kept.add(Event(0, EventKind.HOLE, "some bytes"))
        assert list(poems.iterdir()) == []
        imported = kept.end(Ended(Outcome.COMPLETE, "as it was"))
        dropped.drop()
    assert list(poems.iterdir()) == [imported.folder]
    assert [path.name for path in poems.parent.iterdir()] == ["poems"]
    assert (imported.size, imported.missing, wire_of(imported)) == (3, ("some bytes",), b"abc")
    assert find_recording(imported.id, poems) == imported.folder
    assert stat.S_IMODE(imported.folder.stat().st_mode) == 0o700


def test_nothing_is_left_of_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("poetrygui.core.files.segments.write_some", full)
    with pytest.raises(OSError, match="No space"):
        made_of(capture([*HANDSHAKE, *PIECES]), tmp_path / "poems")
    assert [path for path in tmp_path.rglob("*") if path != tmp_path / "poems"] == []


def test_however_many_are_open_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_recordings, "MOST_WAITING", 10_000)
    written: list[int] = []
    flush = RecordingWriter.flush

    def note(writer: RecordingWriter) -> None:
        written.append(1)
        flush(writer)

    monkeypatch.setattr(RecordingWriter, "flush", note)
    (server,) = made_of(capture([*HANDSHAKE, *PIECES]), tmp_path / "poems")
    assert len(written) == 1 + 64 * (16 + 256) // 10_000
    assert wire_of(server) == STREAM
