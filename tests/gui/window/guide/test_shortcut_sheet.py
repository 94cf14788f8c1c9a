"""The sheet of shortcuts: searched, copied, and keys changed in it, as its window has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QLabel, QLineEdit, QMainWindow, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.guide.key_dialog import KeyDialog
from poetrygui.gui.window.guide.shortcut_sheet import ShortcutSheet
from poetrygui.gui.window.situation import Situation
from tests.gui.hands import action, press, write
from tests.gui.protocol_files import child
from tests.gui.window.guide.rows import COMMANDS

CONTROL = Qt.KeyboardModifier.ControlModifier
SELECT = Command(
    *("select", "Select &all", lambda: None, "Select it"),
    keys=Keys("Ctrl+A", Reach.VIEW),
    spots=(Spot(Place.EDIT, 1),),
)


class Desk:
    """A window with a sheet that gets what it wants."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.actions = CommandActions(self.window, (*COMMANDS, SELECT), Situation)
        self.window.show()
        self.sheet = ShortcutSheet(self.window, self.actions)
        self.sheet.keys_wanted.connect(self.actions.change_keys)
        self.sheet.keys_wanted.connect(lambda _: self.sheet.show_keys())
        self.sheet.show()

    def search(self, text: str) -> None:
        line = child(self.sheet, QLineEdit, "shortcutSearch")
        line.clear()
        write(line, text)

    def button(self, name: str) -> QPushButton:
        return child(self.sheet, QPushButton, name)

    def said(self) -> str:
        return child(self.sheet, QLabel, "shortcutMessage").text()

    def keys(self, name: str) -> str:
        return action(self.window, name).shortcut().toString()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.window.close()
    desk.window.deleteLater()


def test_keys_are_changed_and_given_back(desk: Desk) -> None:
    desk.search("save")
    assert desk.said() == "What “Save as …” is for."
    assert not desk.button("resetKeys").isEnabled()
    press(child(desk.sheet, QLineEdit, "shortcutSearch"), Qt.Key.Key_Return)
    press(desk.sheet.table, Qt.Key.Key_Return)
    dialog = desk.sheet.findChild(KeyDialog)
    assert dialog is not None
    press(dialog.line, Qt.Key.Key_O, CONTROL)
    press(dialog.line, Qt.Key.Key_Return)
    assert (desk.keys("save"), desk.keys("open")) == ("Ctrl+O", "")
    assert desk.said() == "What “Save as …” is for. At first: Ctrl+S."
    desk.button("resetKeys").click()
    assert (desk.keys("save"), desk.keys("open")) == ("Ctrl+S", "")
    desk.button("resetAllKeys").click()
    box = desk.sheet.findChild(QMessageBox)
    assert box is not None
    (yes,) = (each for each in box.buttons() if each.text().replace("&", "") == "Give them")
    yes.click()
    assert (desk.keys("save"), desk.keys("open")) == ("Ctrl+S", "Ctrl+O")
    assert not desk.button("resetAllKeys").isEnabled()


def test_keys_that_a_view_takes_itself_stay(desk: Desk) -> None:
    desk.search("select")
    assert not desk.button("changeKeys").isEnabled()
    assert "cannot be changed" in desk.said()
    press(desk.sheet.table, Qt.Key.Key_Return)
    assert desk.sheet.findChild(KeyDialog) is None


def test_what_is_shown_is_copied(desk: Desk) -> None:
    desk.search("fetch")
    desk.button("copySheet").click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "Servers\n    Ctrl+Return              Fetch\n"
    desk.search("nothing like it")
    assert desk.said() == "No command has all of these words."
    assert not desk.button("changeKeys").isEnabled()


def test_printing_asks_the_system_or_says_that_it_cannot(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []
    monkeypatch.setattr(
        "poetrygui.gui.window.guide.print_sheet", lambda _parent, page: pages.append(page), raising=False
    )
    desk.search("save")
    desk.button("printSheet").click()
    assert "Save as …" in pages[0]

    def fail(_parent: object, _page: str) -> None:
        raise ImportError

    monkeypatch.setattr("poetrygui.gui.window.guide.print_sheet", fail, raising=False)
    desk.button("printSheet").click()
    assert "not installed" in desk.said()
