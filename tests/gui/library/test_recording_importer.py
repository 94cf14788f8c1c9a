"""Files become recordings off the window's thread; what cannot be read is said in a sentence, and the rest is made."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from twisted.internet.defer import Deferred

from poetrygui import recordings
from poetrygui.gui.library.recording_importer import RecordingImporter
from tests.gui.hands import sentence
from tests.gui.protocol_files import child
from tests.recordings.recorded_folder import record

Until = Callable[[Callable[[], bool]], None]


@define
class Imports:
    """An importer, what it said, and the recordings that it made."""

    importer: RecordingImporter
    window: QWidget
    poems: Path
    notes: list[str] = field(factory=list)
    names: list[str] = field(factory=list)

    def problem(self) -> str:
        (box,) = self.window.findChildren(QMessageBox)
        return sentence(box)


@pytest.fixture
def imports(reactor: Any, qtbot: QtBot, tmp_path: Path, wait_for: Any) -> Iterator[Imports]:
    window = QWidget()
    qtbot.addWidget(window)
    poems = tmp_path / "profile" / "poems"
    imports = Imports(RecordingImporter(window, reactor, poems), window, poems)
    imports.importer.note.connect(imports.notes.append)
    imports.importer.imported.connect(imports.names.extend)
    yield imports
    wait_for(imports.importer.shut_down())


def exported(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "others" / name
    if not folder.exists():
        record(folder, [b"3:abc,", b"2:de,"])
    recordings.export_recording(folder, tmp_path / name)
    return tmp_path / name


def test_each_format_becomes_a_recording_among_the_others(imports: Imports, tmp_path: Path, wait_until: Until) -> None:
    files = [exported(tmp_path, f"x.{suffix}") for suffix in ("poemrec", "jsonl", "pcapng")]
    imports.importer.import_files(files)
    wait_until(lambda: len(imports.names) == 3)
    assert imports.notes == ["Importing 3 files …", "Imported 3 recordings of 3 files."]
    assert sorted(path.name for path in imports.poems.iterdir()) == imports.names
    assert list(imports.poems.parent.iterdir()) == [imports.poems]


def test_what_is_chosen_in_the_dialog_is_imported(imports: Imports, tmp_path: Path, wait_until: Until) -> None:
    imports.importer.ask()
    dialog = child(imports.window, QFileDialog, "importDialog")
    dialog.filesSelected.emit([str(exported(tmp_path, "x.jsonl"))])
    wait_until(lambda: len(imports.names) == 1)
    assert imports.notes[-1] == "Imported 1 recording of x.jsonl."
    dialog.close()


def test_what_is_wrong_with_one_is_said_and_the_others_are_made(
    imports: Imports, tmp_path: Path, wait_until: Until
) -> None:
    (tmp_path / "odd.pcap").write_bytes(b"what is this")
    os.mkfifo(tmp_path / "pipe.pcap")
    cut = exported(tmp_path, "cut.poemrec")
    cut.write_bytes(cut.read_bytes()[:-20])
    files = ["odd.pcap", "gone.jsonl", "pipe.pcap", "cut.poemrec"]
    imports.importer.import_files([tmp_path / name for name in files] + [exported(tmp_path, "whole.jsonl")])
    wait_until(lambda: bool(imports.window.findChildren(QMessageBox)))
    problem = imports.problem()
    assert [name for name in files if f"{name}: " in problem] == files
    assert "pipe.pcap: it is no file." in problem
    assert "whole.jsonl" not in problem
    assert len(imports.names) == len(list(imports.poems.iterdir())) == 2


def test_a_folder_that_cannot_be_written_to_is_said(imports: Imports, tmp_path: Path, wait_until: Until) -> None:
    imports.poems.parent.mkdir()
    imports.poems.write_text("no folder")
    imports.importer.import_files([exported(tmp_path, "x.jsonl")])
    wait_until(lambda: bool(imports.window.findChildren(QMessageBox)))
    assert imports.problem().startswith(f"Recordings could not be made in {imports.poems}: ")


def test_nothing_is_done_with_no_file(imports: Imports) -> None:
    imports.importer.import_files([])
    assert imports.notes == []


def test_what_is_being_read_at_the_end_is_given_up(
    imports: Imports, tmp_path: Path, wait_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def read(file: Any, name: str, new: object, made: object) -> list[str]:
        file.read(1)
        begun.set()
        goes_on.wait()
        file.seek(0, 2)
        file.seek(0)
        file.read(1)
        raise AssertionError("it was read on")

    monkeypatch.setattr(recordings, "import_open", read, raising=False)
    imports.importer.import_files([exported(tmp_path, "x.jsonl")])
    begun.wait()
    ends: list[Deferred[None]] = [imports.importer.shut_down()]
    goes_on.set()
    wait_for(ends[0])
    assert list(imports.poems.iterdir()) == []
    assert list(imports.poems.parent.iterdir()) == [imports.poems]
    assert imports.names == []
