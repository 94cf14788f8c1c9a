"""The list of recordings by keys and clicks: found, opened, kept, deleted after a question, shown in its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt, QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QDoubleSpinBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.library.poem_folders import folders_by_name, is_marked
from poetrygui.gui.library.recording_table import RecordingTable
from poetrygui.gui.library.recordings_dialog import RecordingsDialog
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.main_window import MainWindow
from tests.gui import hands as user
from tests.gui.hands import action, press, said, write
from tests.gui.library.listed import leave, there
from tests.gui.protocol_files import child, click, text
from tests.gui.scripted import LoopbackServers, add, holds, open_window, tabs_of

Until = Callable[[Callable[[], bool]], None]
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Hands:
    """The list of a window, and what a user does in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._until: Until = qtbot.waitUntil
        self._qtbot = qtbot

    def open(self) -> RecordingsDialog:
        with self._qtbot.waitActive(self.window):
            self.window.activateWindow()
        press(self.window, Qt.Key.Key_O, CONTROL)
        self._until(lambda: "reading" not in text(self.dialog, "recordingsTotal") and self.names() is not None)
        return self.dialog

    @property
    def dialog(self) -> RecordingsDialog:
        return child(self.window, RecordingsDialog, "recordingsDialog")

    @property
    def table(self) -> RecordingTable:
        return child(self.dialog, RecordingTable, "recordingList")

    def names(self) -> list[str]:
        model = self.table.model()
        assert model is not None
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def choose(self, *names: str) -> None:
        self._until(lambda: set(names) <= set(self.names()))
        self.table.clearSelection()
        for name in names:
            where = self.table.visualRect(self.table.model().index(self.names().index(name), 0)).center()  # type: ignore[union-attr]  # it is there
            user.click(self.table.viewport(), where, CONTROL)

    def button(self, name: str) -> QPushButton:
        return child(self.dialog, QPushButton, name)

    def question(self) -> QMessageBox:
        (box,) = self.window.findChildren(QMessageBox)
        return box

    def answer(self, name: str) -> None:
        box = self.question()
        (button,) = [each for each in box.buttons() if each.text().replace("&", "") == name]
        user.click(button, button.rect().center())
        self._until(lambda: not self.window.findChildren(QMessageBox))


@pytest.fixture
def left(profile: Path) -> list[str]:
    """Recordings of earlier runs: two that were closed, and one that has a tab."""
    return [
        leave(profile, 1, "device", size=3000),
        leave(profile, 2, "instrument", size=5000),
        leave(profile, 3, "feed", place="poems", size=1000),
    ]


@pytest.fixture
def hands(servers: LoopbackServers, profile: Path, left: list[str], wait_for: Any, qtbot: QtBot) -> Iterator[Hands]:
    with open_window(profile, wait_for) as window:
        yield Hands(window, qtbot)


def tabs(window: MainWindow) -> list[str]:
    return [tab.poem.info.name for tab in tabs_of(window)]


def test_all_are_listed_the_newest_first_with_their_total(hands: Hands, wait_until: Until) -> None:
    dialog = hands.open()
    wait_until(lambda: hands.names() == ["feed", "instrument", "device"])
    assert text(dialog, "recordingsTotal").startswith("3 recordings, ")
    assert hands.table.hasFocus()
    assert [row.listed.info.name for row in hands.table.chosen()] == ["feed"]
    action(hands.window, "actionRecordings").trigger()
    assert len(hands.window.findChildren(RecordingsDialog)) == 1


def test_return_shows_the_tab_or_brings_it_back(hands: Hands, wait_until: Until) -> None:
    assert tabs(hands.window) == ["feed"]
    hands.open()
    hands.choose("instrument", "device")
    press(hands.table, Qt.Key.Key_Return)
    wait_until(lambda: sorted(tabs(hands.window)) == ["device", "feed", "instrument"])
    assert not hands.window.findChildren(RecordingsDialog) or not hands.dialog.isVisible()
    current = hands.window.workspace.current()
    assert current is not None
    assert current.poem.info.name == "instrument"
    wait_until(lambda: current.has_recording)
    wait_until(lambda: not hands.window.findChildren(RecordingsDialog))
    hands.open()
    hands.choose("feed")
    click(hands.dialog, "openRecording")
    wait_until(lambda: hands.window.workspace.tabs.currentIndex() == tabs(hands.window).index("feed"))
    assert len(tabs(hands.window)) == 3


def test_a_search_finds_by_any_word_and_leads_on_by_keys(hands: Hands, wait_until: Until) -> None:
    dialog = hands.open()
    wait_until(lambda: len(hands.names()) == 3)
    press(dialog, Qt.Key.Key_F, CONTROL)
    search = child(dialog, QLineEdit, "recordingSearch")
    assert search.hasFocus()
    write(search, "complete instr")
    assert hands.names() == ["instrument"]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        search.setFocus()
        press(search, key)
        assert hands.table.hasFocus()
    assert [row.listed.info.name for row in hands.table.chosen()] == ["instrument"]
    search.setText("nothing has this")
    assert hands.names() == []
    assert "No recording has all of these words." in labels(dialog)
    press(dialog, Qt.Key.Key_Escape)
    wait_until(lambda: not hands.window.findChildren(RecordingsDialog))


def labels(widget: QWidget) -> list[str]:
    """Return what is written in a widget."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_what_is_kept_is_marked_and_unmarked(hands: Hands, profile: Path, left: list[str], wait_until: Until) -> None:
    hands.open()
    hands.choose("device", "feed")
    click(hands.dialog, "keepRecording")
    places = profile / "poems", profile / "closed"
    wait_until(lambda: hands.button("keepRecording").text() == "Do not &keep")
    assert [is_marked(folder) for folder in folders_by_name(*places).values()] == [True, False, True]
    hands.choose("device")
    press(hands.dialog, Qt.Key.Key_K, ALT)
    wait_until(lambda: hands.button("keepRecording").text() == "&Keep")
    assert [is_marked(folder) for folder in folders_by_name(*places).values()] == [False, False, True]
    hands.choose("device", "feed")
    assert hands.button("keepRecording").text() == "&Keep", "not all are"


def test_del_asks_and_only_the_answer_deletes(hands: Hands, profile: Path, left: list[str], wait_until: Until) -> None:
    hands.open()
    hands.choose("device", "instrument")
    press(hands.table, Qt.Key.Key_Delete)
    assert hands.question().text().startswith("Delete 2 recordings, ")
    press(hands.question(), Qt.Key.Key_Return)
    wait_until(lambda: not hands.window.findChildren(QMessageBox))
    assert there(profile) == left, "Return takes the answer that does no harm"
    press(hands.table, Qt.Key.Key_Delete)
    hands.answer("Delete")
    wait_until(lambda: hands.names() == ["feed"])
    assert there(profile) == left[2:]
    assert text(hands.dialog, "recordingsMessage").startswith("Deleted 2 recordings, ")
    assert not hands.window.workspace.library.kept.can_reopen


def test_one_that_has_a_tab_goes_with_it(hands: Hands, profile: Path, left: list[str], wait_until: Until) -> None:
    hands.open()
    hands.choose("feed")
    click(hands.dialog, "deleteRecording")
    question = hands.question().text()
    assert question.startswith("Delete the recording of “feed” from 2026-01-03")
    assert question.endswith(" for good? Its tab is closed with it.")
    hands.answer("Delete")
    wait_until(lambda: there(profile) == left[:2])
    assert tabs(hands.window) == []
    wait_until(lambda: said(hands.window) == text(hands.dialog, "recordingsMessage"))
    assert said(hands.window).startswith("Deleted 1 recording, "), "and nothing that brings it back"
    action(hands.window, "actionReopenTab").trigger()
    wait_until(lambda: tabs(hands.window) == ["instrument"])


def test_what_runs_grows_in_the_list_and_cannot_be_deleted(
    hands: Hands, servers: LoopbackServers, profile: Path, wait_until: Until
) -> None:
    hands.open()
    server = servers.listen(holds(b"verse"), "running")
    add(hands.window, server)
    hands.window.workspace.fetch([server])
    wait_until(lambda: hands.names()[:1] == ["running"])
    hands.choose("running")
    assert not hands.button("deleteRecording").isEnabled()
    press(hands.table, Qt.Key.Key_Delete)
    assert text(hands.dialog, "recordingsMessage") == "What still runs cannot be deleted: stop it first."
    assert not hands.window.findChildren(QMessageBox)
    before = hands.table.chosen()[0].listed.size
    servers.connections[0].transport.write(b"x" * 5000)  # type: ignore[union-attr]  # it stands
    wait_until(lambda: hands.table.chosen()[0].listed.size == 5005 > before)
    assert hands.table.chosen()[0].texts[4] == "Receiving"
    servers.connections[0].transport.loseConnection()  # type: ignore[union-attr]
    wait_until(lambda: hands.table.chosen()[0].texts[4] == "Complete")
    assert hands.button("deleteRecording").isEnabled()


def test_the_folder_is_shown_or_named(
    hands: Hands, profile: Path, left: list[str], monkeypatch: pytest.MonkeyPatch, wait_until: Until
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    hands.open()
    hands.choose("device")
    for _ in range(2):
        click(hands.dialog, "revealRecording")
    folder = folders_by_name(profile / "closed")[left[0]]
    assert [Path(url.toLocalFile()) for url in opened] == [folder] * 2
    assert text(hands.dialog, "recordingsMessage") == f"No file manager could be opened; the folder is {folder}."


def test_an_empty_profile_says_what_will_be_here(
    servers: LoopbackServers, tmp_path: Path, wait_for: Any, qtbot: QtBot, wait_until: Until
) -> None:
    with open_window(tmp_path / "empty", wait_for) as window:
        hands = Hands(window, qtbot)
        dialog = hands.open()
        wait_until(lambda: any("listed here" in each for each in labels(dialog)))
        enabled = [each.objectName() for each in dialog.findChildren(QPushButton) if each.isEnabled()]
        assert "importRecording" in enabled
        assert not {"openRecording", "keepRecording", "deleteRecording", "exportRecording"} & set(enabled)
        press(child(dialog, QLineEdit, "recordingSearch"), Qt.Key.Key_Return)
        assert dialog.isVisible()


def test_a_smaller_budget_asks_before_anything_goes(
    hands: Hands, profile: Path, left: list[str], wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.library.budget_line.GIBIBYTE", 10_000)
    monkeypatch.setattr("poetrygui.core.library.budget_words.GIBIBYTE", 10_000)
    budget = 8 * GIBIBYTE
    dialog = hands.open()
    field = child(dialog, QDoubleSpinBox, "budget")
    for answer, stays in (("Cancel", left), ("Remove", left[2:])):
        field.setFocus()
        field.selectAll()
        write(field, "0.4")
        press(field, Qt.Key.Key_Return)
        wait_until(lambda: bool(hands.window.findChildren(QMessageBox)))
        assert (
            hands.question()
            .text()
            .startswith("To stay within 0.4 GiB, what is too much is removed now: 2 recordings, ")
        )
        assert there(profile) == left
        hands.answer(answer)
        wait_until(lambda stays=stays: there(profile) == stays)  # type: ignore[misc]
        if answer == "Cancel":
            assert field.value() == pytest.approx(budget / 10_000, abs=0.1) or field.value() == field.maximum()
    wait_until(lambda: hands.names() == ["feed"])


def test_a_smaller_budget_that_nobody_can_be_asked_about_is_not_set(
    hands: Hands, profile: Path, left: list[str], wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.library.budget_line.GIBIBYTE", 10_000)
    dialog = hands.open()
    (desk,) = hands.window.findChildren(LibraryDesk)
    field = child(dialog, QDoubleSpinBox, "budget")
    field.selectAll()
    write(field, "0.4")
    press(field, Qt.Key.Key_Return)
    dialog.close()
    looked: list[object] = []
    desk.budget.find_excess(0, looked.append)
    wait_until(lambda: bool(looked) and not hands.window.findChildren(RecordingsDialog))
    assert desk.budget.limit == 8 * GIBIBYTE
    assert there(profile) == left


def test_it_fits_a_small_screen(hands: Hands) -> None:
    dialog = hands.open()
    assert dialog.width() <= 1000
    assert dialog.height() <= 590
    assert dialog.minimumSizeHint().width() <= 1000
