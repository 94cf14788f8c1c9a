"""The list of differences: rows as they are found, read out with their headings, gone to by Enter and by click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.differences_dock import DifferencesDock, DifferenceTable
from poetrygui.hosts.host import HostEnd
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.differences import Differences
from tests.gui.hands import click, press
from tests.recordings.test_differences import Job, cut, found

VALUE = Hunk(HunkKind.VALUE, (20, 28), (5, 7), (5, 7))
NONE = Hunk(HunkKind.CUT, (40, 44), (9, 9), (9, 10))


@pytest.fixture
def dock(qtbot: QtBot) -> Iterator[DifferencesDock]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(700, 400)
    dock = DifferencesDock(window)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    with qtbot.waitExposed(window):
        window.show()
    yield dock
    dock.close_listening()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job()


@pytest.fixture
def differences(job: Job, tmp_path: Path) -> Differences:
    differences = Differences(("raw", "lines"))
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start)
    return differences


def shown(dock: DifferencesDock) -> list[str]:
    model = dock.table.model()
    assert model is not None
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount(QModelIndex())))
        for row in range(model.rowCount(QModelIndex()))
    ]


def test_each_is_a_row_as_soon_as_it_is_found(
    dock: DifferencesDock, differences: Differences, job: Job, qtbot: QtBot
) -> None:
    dock.show_differences(differences)
    assert dock.summary == "0 differences so far between raw and lines …"
    job.say(found(cut(0), VALUE))
    qtbot.waitUntil(lambda: len(shown(dock)) == 2)
    job.say(found(NONE))
    job.end(HostEnd())
    qtbot.waitUntil(lambda: dock.summary == "3 differences between raw and lines.")
    assert shown(dock) == [
        "other cut | 0 to 5 | frame 1 | frame 1",
        "same cut, other value | 20 to 28 | frames 6 to 7 | frames 6 to 7",
        "other cut | 40 to 44 | no frame | frame 10",
    ]
    assert dock.table.accessibleName() == dock.summary


def test_a_screen_reader_is_told_what_each_column_is(
    dock: DifferencesDock, differences: Differences, job: Job, qtmodeltester: Any
) -> None:
    job.say(found(cut(0)))
    model = DifferenceTable(differences, dock)
    qtmodeltester.check(model)
    told = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(4)]
    assert told == ["What differs: other cut", "Bytes of the wire: 0 to 5", "By raw: frame 1", "By lines: frame 1"]


def test_enter_and_a_click_lead_there_and_escape_back(
    dock: DifferencesDock, differences: Differences, job: Job, qtbot: QtBot
) -> None:
    job.say(found(cut(0), VALUE))
    dock.show_differences(differences)
    went: list[int] = []
    dock.went.connect(went.append)
    left: list[bool] = []
    dock.left.connect(lambda: left.append(True))
    dock.table.setFocus()
    dock.table.setCurrentIndex(QModelIndex())  # in a window that is active by then, the first row has become current
    press(dock.table, Qt.Key.Key_Return)
    assert went == [], "none is current"
    dock.choose(1)
    press(dock.table, Qt.Key.Key_Return)
    press(dock.table, Qt.Key.Key_Up)
    press(dock.table, Qt.Key.Key_Enter)
    model = dock.table.model()
    assert model is not None
    place = dock.table.visualRect(model.index(1, 0)).center()
    click(dock.table.viewport(), place)
    assert went == [1, 0, 1]
    press(dock.table, Qt.Key.Key_Escape)
    assert left == [True]


def test_another_comparison_has_rows_of_its_own(
    dock: DifferencesDock, differences: Differences, job: Job, tmp_path: Path
) -> None:
    job.say(found(cut(0), VALUE))
    dock.show_differences(differences)
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start)
    dock.choose(0)
    assert shown(dock) == [], "those of the one before are forgotten"
    dock.show_differences(Differences(("raw", "lines"), "There is nothing to compare with."))
    assert (dock.summary, shown(dock)) == ("There is nothing to compare with.", [])
    dock.show_differences(None)
    assert dock.summary.startswith("Nothing is compared here")
    assert not dock.table.isVisible()
