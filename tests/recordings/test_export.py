"""A file for others is there whole or not at all, and replaces none that somebody has."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.errors import RecordingError, SaveError
from poetrygui.recordings import export
from poetrygui.recordings.export import FORMATS, Format, Write, export_recording
from tests.recordings.recorded_folder import record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return record(tmp_path / "recording", [bytes(1000)] * 3000)


@pytest.mark.parametrize("ending", FORMATS)
def test_it_is_for_its_user_alone(folder: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"feed{ending.upper()}"
    size = export_recording(folder, target)
    assert target.stat().st_size == size > 3_000_000
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"recording", target.name}


def test_what_is_there_stays_unless_it_is_to_be_replaced(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.pcapng"
    target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(SaveError, match="is there already"):
        export_recording(folder, target)
    export_recording(folder, target, replace=True)
    assert not target.is_symlink()
    assert not (tmp_path / "nowhere").exists()


def test_nothing_is_left_of_what_could_not_be_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_recording: Recording, write: Write) -> None:
        write(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "FORMATS", {".pcapng": Format("None", fail)})
    target = tmp_path / "feed.pcapng"
    target.write_bytes(b"mine")
    with pytest.raises(SaveError, match="No space left on device"):
        export_recording(folder, target, replace=True)
    assert target.read_bytes() == b"mine"
    assert {path.name for path in tmp_path.iterdir()} == {"recording", "feed.pcapng"}


def test_a_name_of_no_format_and_a_damaged_note_are_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="of no format"):
        export_recording(folder, tmp_path / "feed")
    (folder / "poem.json").write_bytes(b"{")
    with pytest.raises(RecordingError, match="cannot be read"):
        export_recording(folder, tmp_path / "feed.pcapng")


def test_how_much_was_written_is_told_and_what_that_raises_gives_it_up(folder: Path, tmp_path: Path) -> None:
    sizes: list[int] = []
    size = export_recording(folder, tmp_path / "out.jsonl", wrote=sizes.append)
    assert sizes == sorted(sizes)
    assert sizes[-1] == size == (tmp_path / "out.jsonl").stat().st_size

    def refuse(size: int) -> None:
        raise KeyError(size)

    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyError):
        export_recording(folder, tmp_path / "other.jsonl", wrote=refuse)
    assert sorted(tmp_path.iterdir()) == before
