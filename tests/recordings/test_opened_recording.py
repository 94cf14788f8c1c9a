"""A recording is opened wherever it lies, and what was unpacked for that is gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.errors import RecordingError
from poetrygui.recordings.export import FORMATS, export_recording
from poetrygui.recordings.opened_recording import open_recording
from poetrygui.recordings.tcp_segments import FIN
from tests.recordings.captures import HANDSHAKE, capture
from tests.recordings.packets import Tcp
from tests.recordings.recorded_folder import record


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return record(tmp_path / "poems" / "2026-01-01-ab12", [b"abc", b"de"])


def wire_in(folder: Path) -> bytes:
    recording = Recording.existing(folder)
    data = recording.wire(0, 100)
    recording.close()
    return data


def no_word(sentence: str) -> None:
    raise AssertionError(sentence)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_unpacked_for_a_while(folder: Path, tmp_path: Path, scratch: Path, ending: str) -> None:
    export_recording(folder, tmp_path / f"feed{ending}")
    with open_recording(str(tmp_path / f"feed{ending}"), folder.parent, tell=no_word) as opened:
        assert scratch in opened.parents
        assert wire_in(opened) == b"abcde"
    assert list(scratch.iterdir()) == []


def test_a_folder_and_a_name_are_where_they_are(folder: Path, scratch: Path) -> None:
    for name in (str(folder), "ab12"):
        with open_recording(name, folder.parent, tell=no_word) as opened:
            assert opened == folder
            assert list(scratch.iterdir()) == []
    assert folder.exists()


def test_of_one_that_is_cut_off_what_came_before_is_given_and_that_said(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "feed.poemrec"
    export_recording(folder, file)
    file.write_bytes(file.read_bytes()[:-5])
    told: list[str] = []
    with open_recording(str(file), tell=told.append) as opened:
        assert wire_in(opened) == b"abcde"
    assert len(told) == 1
    assert "cut off" in told[0]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"hello", "This is no capture"),
        (capture(HANDSHAKE), "holds no recording"),
        (capture([*HANDSHAKE, Tcp(100, b"ask", True), Tcp(500, b"x", flags=FIN)]), "holds 2 recordings: import it"),
    ],
)
def test_what_is_not_one_recording_is_told(tmp_path: Path, scratch: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with (
        pytest.raises(RecordingError, match=sentence),
        open_recording(str(tmp_path / "file"), tell=no_word) as opened,
    ):
        raise AssertionError(opened)
    assert list(scratch.iterdir()) == []


def test_an_error_of_whoever_uses_it_is_his_own(folder: Path, tmp_path: Path) -> None:
    export_recording(folder, tmp_path / "feed.jsonl")
    with pytest.raises(OSError, match="mine"), open_recording(str(tmp_path / "feed.jsonl"), tell=no_word):
        raise OSError("mine")
