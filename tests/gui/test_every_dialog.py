"""Each dialog and panel that no command opens by itself, for those who see little, and for those without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QDialog

import poetrygui
from poetrygui.core.poems.recording import Recording
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_lists import csv_list, read_list
from poetrygui.gui.frames.columns_dialog import ColumnsDialog
from poetrygui.gui.poems.save_progress import SaveProgress
from poetrygui.gui.protocols.source_editor import SourceEditor
from poetrygui.gui.recording.differences_dock import DifferencesDock
from poetrygui.gui.recording.ruler_table import RulerTable
from poetrygui.gui.servers.import_preview import ImportPreview
from poetrygui.gui.widgets.error_report import DetailsDialog
from poetrygui.gui.widgets.theme import LEAST_CONTRAST
from poetrygui.gui.window.about_box import AboutBox
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.key_dialog import KeyDialog
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.hosts.host import HostEnd
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.differences import Differences
from poetrygui.recordings.ruler_model import RulerModel
from tests.gui.hands import action, press
from tests.gui.recording.rulers import CHUNKS
from tests.gui.test_everyone import OPENED_BY_COMMANDS
from tests.gui.walked import letterless, nameless, unreached, unreadable
from tests.recordings.framed_folder import record_lines
from tests.recordings.test_differences import Job, cut, found

Until = Callable[[Callable[[], bool]], None]

PANELS = {
    "HappeningsDock": "actionHappenings",
    "OutputDock": "actionOutput",
    "DifferencesDock": "actionDifferences",
}
"""Each with the command that shows it."""


@pytest.fixture(scope="module")
def protocol(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a user's own."""
    path = tmp_path_factory.mktemp("protocols") / "mine.py"
    path.write_text("x = 1\n")
    return path


def import_preview(window: MainWindow, _: Path) -> QDialog:
    read = read_list(csv_list([Server("one", "127.0.0.1:1"), Server("two", "127.0.0.1:2")]) + b"three,no address\n")
    assert read.problems
    return ImportPreview(window, "servers.csv", read, [], lambda _: False)


def ruler_table(window: MainWindow, path: Path) -> QDialog:
    recording = Recording.existing(record_lines(path.with_name("poem"), list(CHUNKS), sent={2: b"more?"}))
    table = RulerTable(RulerModel(recording), 0, window)
    table.finished.connect(lambda _: recording.close())
    return table


def show_differences(window: MainWindow, folder: Path) -> None:
    """Have the panel of differences tell some, as a comparison finds them."""
    job, differences = Job(), Differences(("raw", "lines"))
    differences.find(folder, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start)
    job.say(found(cut(0), cut(20)))
    job.end(HostEnd())
    dock = window.findChild(DifferencesDock)
    assert dock is not None
    dock.show_differences(differences)
    dock.setFocus()


MADE: dict[str, Callable[[MainWindow, Path], QDialog]] = {
    "ImportPreview": import_preview,
    "DetailsDialog": lambda window, _: DetailsDialog(window, "This is so", "because", "of that"),
    "SourceEditor": lambda window, path: SourceEditor(window, window.protocols.registry, path),
    "KeyDialog": lambda window, _: KeyDialog(window, window.commands[0], CommandKeys(window.commands)),
    "ColumnsDialog": lambda window, _: ColumnsDialog(("level", "time"), ("time",), window),
    "SaveProgress": lambda window, path: SaveProgress(window, path, 100),
    "AboutBox": lambda window, _: AboutBox(window),
    "RulerTable": ruler_table,
}
"""Each with what makes it."""
WITHOUT_TAB = {"SourceEditor", "SaveProgress"}
"""The text of a source takes Tab, which is told, and letters lead out of it; there is nothing but one button."""


def kinds() -> Iterator[str]:
    """Give the names of all dialogs and panels that the program has."""
    for path in (Path(poetrygui.__file__).parent / "gui").rglob("*.py"):
        yield from re.findall(r"^class (\w+)\((?:QDialog|QInputDialog|QDockWidget)\):", path.read_text("utf-8"), re.M)


def test_there_are_no_others() -> None:
    assert set(kinds()) == OPENED_BY_COMMANDS | set(MADE) | set(PANELS)


def test_each_can_be_read_heard_and_left_by_keys(window: MainWindow, protocol: Path) -> None:
    problems = []
    for name, make in MADE.items():
        dialog = make(window, protocol)
        dialog.open()
        dialog.activateWindow()
        problems += [*nameless(dialog), *unreadable(dialog, LEAST_CONTRAST), *letterless(dialog)]
        if name not in WITHOUT_TAB:
            problems += unreached(dialog)
        press(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        if name != "SaveProgress" and dialog.isVisible():  # where Escape stops what is written, which ends it
            problems.append(f"Escape does not leave {name}")
        dialog.close()
    assert not problems, "\n".join(problems)


def test_tab_leads_to_all_of_the_panels(window: MainWindow, tmp_path: Path) -> None:
    for name in PANELS.values():
        action(window, name).trigger()
        if name == "actionDifferences":
            show_differences(window, tmp_path)
        assert not [*nameless(window), *unreached(window), *unreadable(window, LEAST_CONTRAST)]
