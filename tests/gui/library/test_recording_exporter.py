"""A recording is written off the window's thread, whole or not at all, and how that went is said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from poetrygui import recordings
from poetrygui.core.poems.poem_info import PoemInfo, read_info
from poetrygui.gui.library.recording_exporter import RecordingExporter
from poetrygui.recordings.export import Format
from tests.gui.hands import sentence
from tests.gui.protocol_files import child
from tests.recordings.recorded_folder import begin, record

Until = Callable[[Callable[[], bool]], None]


@define
class Exports:
    """An exporter, what it said, and a recording."""

    exporter: RecordingExporter
    window: QWidget
    folder: Path
    info: PoemInfo
    notes: list[str] = field(factory=list)


@pytest.fixture
def exports(reactor: Any, qtbot: QtBot, tmp_path: Path, wait_for: Any) -> Iterator[Exports]:
    window = QWidget()
    qtbot.addWidget(window)
    folder = record(tmp_path / "poems" / "a", [b"3:abc,", b"2:de,"])
    info = read_info(folder)
    assert info is not None
    exports = Exports(RecordingExporter(window, reactor), window, folder, info)
    exports.exporter.note.connect(exports.notes.append)
    yield exports
    wait_for(exports.exporter.shut_down())


@pytest.mark.parametrize("ending", recordings.FORMATS)
def test_each_format_can_be_read_again(exports: Exports, tmp_path: Path, wait_until: Until, ending: str) -> None:
    target = tmp_path / f"out{ending}"
    exports.exporter.export(exports.folder, exports.info, target)
    wait_until(lambda: exports.notes[-1].startswith("Exported as"))  # of what takes a second, there is one between
    assert exports.notes[0] == f"Exporting to {target} …"
    assert exports.notes[-1].startswith(f"Exported as {target}, ")
    made: list[recordings.Imported] = []
    with recordings.NewRecordings(tmp_path / "again") as new:
        recordings.import_file(target, new, made.append)
    assert [each.size for each in made] == [11]
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_the_dialog_offers_the_formats_and_ends_names_by_them(
    exports: Exports, tmp_path: Path, wait_until: Until
) -> None:
    exports.exporter.ask(exports.folder, evolve(exports.info, is_tls=True))
    dialog = child(exports.window, QFileDialog, "exportDialog")
    assert dialog.nameFilters() == [
        "Capture for Wireshark (*.pcapng)",
        "JSON lines for scripts (*.jsonl)",
        "Whole recording for this program (*.poemrec)",
    ]
    assert "TLS becomes plain text" in dialog.windowTitle()
    assert dialog.defaultSuffix() == "pcapng"
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "jsonl"
    dialog.fileSelected.emit(str(tmp_path / "out.jsonl"))
    wait_until((tmp_path / "out.jsonl").exists)
    wait_until(lambda: "as plain text" in exports.notes[-1])
    dialog.close()


@pytest.mark.parametrize("ending", recordings.FORMATS)
def test_what_runs_is_handed_on_as_far_as_it_has_come(
    exports: Exports, tmp_path: Path, wait_until: Until, ending: str
) -> None:
    writer = begin(tmp_path / "poems" / "runs", [b"3:abc,"])
    target = tmp_path / f"out{ending}"
    exports.exporter.export(tmp_path / "poems" / "runs", exports.info, target)
    wait_until(lambda: exports.notes[-1].startswith("Exported as"))
    writer.received(b"2:de,", 5000)
    writer.flush()
    made: list[recordings.Imported] = []
    with recordings.NewRecordings(tmp_path / "again") as new:
        recordings.import_file(target, new, made.append)
    assert [each.size for each in made] == [6]


@pytest.mark.parametrize(
    "target, said", [("nowhere/out.pcapng", "could not be written"), ("out.txt", "have its name end in")]
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    exports: Exports, tmp_path: Path, wait_until: Until, target: str, said: str
) -> None:
    exports.exporter.export(exports.folder, exports.info, tmp_path / target)
    wait_until(lambda: bool(exports.window.findChildren(QMessageBox)))
    (box,) = exports.window.findChildren(QMessageBox)
    assert said in sentence(box)
    box.close()
    assert not (tmp_path / target).exists()


def test_what_is_being_written_at_the_end_is_given_up(
    exports: Exports, tmp_path: Path, wait_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def write(recording: object, write: Callable[[bytes], object]) -> None:
        write(b"half")
        begun.set()
        goes_on.wait()
        write(b"the rest")

    monkeypatch.setattr("poetrygui.recordings.export.FORMATS", {".jsonl": Format("Half", write)})
    (tmp_path / "out.jsonl").write_text("before")
    exports.exporter.export(exports.folder, exports.info, tmp_path / "out.jsonl")
    begun.wait()
    end = exports.exporter.shut_down()
    goes_on.set()
    wait_for(end)
    assert (tmp_path / "out.jsonl").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "poems"]
    assert exports.notes == [f"Exporting to {tmp_path / 'out.jsonl'} …"]
    assert not exports.window.findChildren(QMessageBox)


def test_how_far_a_large_one_is_is_told(
    exports: Exports, tmp_path: Path, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.library.recording_exporter.BETWEEN_NOTES", 0.0)
    exports.exporter.export(exports.folder, exports.info, tmp_path / "out.jsonl")
    wait_until(lambda: exports.notes[-1].startswith("Exported as"))
    assert exports.notes[1].startswith(f"Exporting to {tmp_path / 'out.jsonl'}: ")
    assert exports.notes[1].endswith(" bytes …")
