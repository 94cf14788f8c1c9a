"""A file becomes recordings by what it holds, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.errors import RecordingError
from poetrygui.recordings.export import FORMATS, export_recording
from poetrygui.recordings.imports import import_file
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from tests.recordings.captures import wire_of
from tests.recordings.recorded_folder import record


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_that_is_written_is_read(tmp_path: Path, ending: str) -> None:
    export_recording(record(tmp_path / "recording", [b"abc", b"de"]), tmp_path / f"a{ending}")
    path = (tmp_path / f"a{ending}").rename(tmp_path / "whatever")
    made: list[Imported] = []
    with NewRecordings(tmp_path / "poems") as recordings:
        assert import_file(path, recordings, made.append) == []
    assert [wire_of(each) for each in made] == [b"abcde"]


@pytest.mark.parametrize("content", [b"", b"\0", b"hello", b"\x1f\x8b\x08\x00"])
def test_what_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with NewRecordings(tmp_path / "poems") as recordings:
        for path in (tmp_path / "a", tmp_path, tmp_path / "nowhere"):
            with pytest.raises(RecordingError):
                import_file(path, recordings, lambda _: None)
