"""Recordings go out and come in by the window's menus and keys, and by being dropped onto it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from poetrygui import recordings
from poetrygui.gui.library.recordings_dialog import RecordingsDialog
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said
from tests.gui.library.listed import leave
from tests.gui.protocol_files import child, click, text
from tests.gui.scripted import LoopbackServers, open_window, tabs_of
from tests.recordings.recorded_folder import record

Until = Callable[[Callable[[], bool]], None]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def recorded(servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until) -> Iterator[MainWindow]:
    """A window on a profile in which a poem was left with its recording."""
    leave(profile, 1, "device", place="poems")
    with open_window(profile, wait_for) as window:
        wait_until(lambda: tabs_of(window)[0].has_recording)
        yield window


def notes_of(window: MainWindow) -> list[str]:
    """Return the list of what the window says from now on about recordings: its foot shows it for a while only."""
    (desk,) = window.findChildren(LibraryDesk)
    notes: list[str] = []
    desk.note.connect(notes.append)
    return notes


def exported(tmp_path: Path, name: str = "feed.poemrec", count: int = 1) -> list[Path]:
    found = []
    for number in range(count):
        folder = record(tmp_path / "others" / str(number), [b"3:abc,"])
        found.append(tmp_path / f"{number}-{name}")
        recordings.export_recording(folder, found[-1])
    return found


def test_the_folder_of_the_poem_that_is_seen_is_shown_or_said_not_to_be_there(
    recorded: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    action(recorded, "actionShowFolder").trigger()
    assert opened == [str(tabs_of(recorded)[0].poem.directory)]
    notes = notes_of(recorded)
    tabs_of(recorded)[0].poem.directory = Path("nowhere")
    action(recorded, "actionShowFolder").trigger()
    assert (notes, len(opened)) == (["Nothing of it is on disk."], 1)


def test_the_poem_that_is_seen_is_exported(
    recorded: MainWindow, tmp_path: Path, qtbot: QtBot, wait_until: Until
) -> None:
    with qtbot.waitActive(recorded):
        recorded.activateWindow()
    press(recorded, Qt.Key.Key_E, CONTROL | SHIFT)
    dialog = child(recorded, QFileDialog, "exportDialog")
    dialog.fileSelected.emit(str(tmp_path / "out.pcapng"))
    dialog.close()
    wait_until(lambda: said(recorded).startswith(f"Exported as {tmp_path / 'out.pcapng'}, "))
    assert (tmp_path / "out.pcapng").stat().st_size


def test_one_is_exported_from_the_list(recorded: MainWindow, tmp_path: Path, wait_until: Until) -> None:
    action(recorded, "actionRecordings").trigger()
    listed = child(recorded, RecordingsDialog, "recordingsDialog")
    wait_until(lambda: len(listed.table.chosen()) == 1)
    click(listed, "exportRecording")
    dialog = child(listed, QFileDialog, "exportDialog")
    dialog.fileSelected.emit(str(tmp_path / "out.jsonl"))
    dialog.close()
    wait_until(lambda: said(recorded).startswith(f"Exported as {tmp_path / 'out.jsonl'}, "))
    assert text(listed, "recordingsMessage") == said(recorded), "the list may cover the window's foot"


def test_nothing_can_be_exported_where_nothing_is_seen(window: MainWindow) -> None:
    assert not action(window, "actionExportRecording").isEnabled()
    action(window, "actionExportRecording").trigger()
    assert action(window, "actionImportRecording").isEnabled()
    assert action(window, "actionRecordings").isEnabled()


def test_what_is_imported_has_a_tab_and_is_seen(recorded: MainWindow, tmp_path: Path, wait_until: Until) -> None:
    notes = notes_of(recorded)
    action(recorded, "actionImportRecording").trigger()
    dialog = child(recorded, QFileDialog, "importDialog")
    dialog.filesSelected.emit([str(path) for path in exported(tmp_path)])
    dialog.close()
    wait_until(lambda: len(tabs_of(recorded)) == 2)
    assert [tab.poem.info.name for tab in tabs_of(recorded)] == ["device", "a server"]
    assert recorded.workspace.tabs.currentIndex() == 1
    wait_until(lambda: tabs_of(recorded)[1].has_recording)
    assert notes[-1] == "Imported 1 recording of 0-feed.poemrec."


def drop(window: MainWindow, paths: list[Path]) -> bool:
    """Drop files onto the window; tell whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(9, 9), actions, data, buttons, keys)
    QApplication.sendEvent(window, event)
    assert event.dropAction() is Qt.DropAction.CopyAction, "whoever moves a file deletes it afterwards"
    return event.isAccepted()


def test_files_that_are_dropped_are_imported_and_of_many_only_some_have_tabs(
    window: MainWindow, tmp_path: Path, wait_until: Until
) -> None:
    notes = notes_of(window)
    assert drop(window, exported(tmp_path, count=10))
    wait_until(lambda: len(tabs_of(window)) == 8)
    assert notes[-1] == "Imported 10 recordings: all are in the list of recordings, Ctrl+O."


def test_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("a text")
    assert not drop(window, [tmp_path / "notes.txt"])
    assert not drop(window, [])
