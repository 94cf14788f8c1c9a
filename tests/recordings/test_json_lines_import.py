"""JSON lines that a script wrote become a recording; what is damaged is named by its line, and loses nothing before."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.errors import RecordingError
from poetrygui.recordings import json_lines_import
from poetrygui.recordings.json_lines_import import import_json_lines
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.told_info import NO_END
from tests.recordings.captures import wire_of
from tests.recordings.recorded_folder import as_they_came

POEM = {"name": "a report", "address": "10.1.2.3:7", "protocol": "lines", "started": ""}
HEADER = json.dumps({"poetrygui": 1, "poem": POEM}).encode() + b"\n"
FIRST = b'{"t": 1, "recv": "YWJj"}\n'


def made_of(data: bytes, poems: Path) -> list[Imported]:
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        import_json_lines(io.BytesIO(data), recordings, made.append)
    return made


def test_as_little_as_a_script_may_write(tmp_path: Path) -> None:
    (made,) = made_of(
        HEADER + FIRST + b'\n{"t": 0.5, "recv": "ZGU=", "mine": 5}\n{"t": 2, "what": 5}\n', tmp_path / "poems"
    )
    assert as_they_came(Recording.existing(made.folder)) == [Received(1_000_000, 3), Received(1_000_000, 2)]
    assert (wire_of(made), made.info.name, made.info.protocol) == (b"abcde", "a report", "lines")
    assert made.info.ended == Ended(Outcome.INTERRUPTED, NO_END, 5, seconds=2.0, received=5)


def test_holes_are_what_is_missing(tmp_path: Path) -> None:
    (made,) = made_of(HEADER + b'{"t": 1, "event": "hole", "text": "5 bytes"}\n', tmp_path / "poems")
    assert made.missing == ("5 bytes",)
    assert as_they_came(Recording.existing(made.folder)) == [Event(1_000_000, EventKind.HOLE, "5 bytes")]


@pytest.mark.parametrize(
    "line, sentence",
    [
        (b'{"t": 2, "recv": "YWJ"}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "recv": "Y!Jj"}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "recv": 5}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "event": "later"}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "event": "lost", "text": 5}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "clock": 1e999}\n', "Line 3 is not what belongs"),
        (b'{"t": 2, "ended": {}}\n', "not what belongs"),
        (b'{"recv": "YWJj"}\n', "Line 3 has no time"),
        (b'{"t": -1, "recv": "YWJj"}\n', "Line 3 has no time"),
        (b'{"t": 1e999, "recv": "YWJj"}\n', "Line 3 has no time"),
        (b'{"t": true, "recv": "YWJj"}\n', "Line 3 has no time"),
        (b"[]\n", "Line 3 is not what belongs"),
        (b"\xff\n", "Line 3 is no JSON"),
        (b"[" * 200_000 + b"\n", "Line 3 is no JSON"),
    ],
)
def test_damage_is_named_and_what_came_before_is_there(tmp_path: Path, line: bytes, sentence: str) -> None:
    made: list[Imported] = []
    with NewRecordings(tmp_path / "poems") as recordings, pytest.raises(RecordingError, match=sentence):
        import_json_lines(io.BytesIO(HEADER + FIRST + line + FIRST), recordings, made.append)
    assert [wire_of(each) for each in made] == [b"abc"]
    assert made[0].info.ended is not None
    assert made[0].info.ended.outcome is Outcome.INTERRUPTED


def test_what_was_cut_off_gives_back_what_came_before(tmp_path: Path) -> None:
    made: list[Imported] = []
    with NewRecordings(tmp_path / "poems") as recordings, pytest.raises(RecordingError, match="cut off in line 4"):
        import_json_lines(io.BytesIO(HEADER + FIRST + FIRST + FIRST[:-1]), recordings, made.append)
    assert [wire_of(each) for each in made] == [b"abcabc"]


def test_no_line_is_read_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines_import, "LARGEST_LINE", 30)
    with pytest.raises(RecordingError, match="longer than any line is"):
        made_of(HEADER + FIRST + b'{"t": 2, "recv": "' + b"Y" * 40 + b'"}\n', tmp_path / "poems")


@pytest.mark.parametrize(
    "header, sentence",
    [
        (b"{}\n", "This is no recording"),
        (b'{"event": "frame"}\n', "This is no recording"),
        (b'{"poetrygui": 2, "poem": {}}\n', "later version"),
        (b'{"poetrygui": 1, "poem": {}}\n', "not what belongs there"),
        (b'{"poetrygui": 1', "cut off in line 1"),
    ],
)
def test_what_is_no_recording_makes_none(tmp_path: Path, header: bytes, sentence: str) -> None:
    with pytest.raises(RecordingError, match=sentence):
        made_of(header, tmp_path / "poems")
    assert list((tmp_path / "poems").iterdir()) == []
