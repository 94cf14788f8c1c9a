"""The palette: typed in, gone up and down in, run and left, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QLineEdit, QListView, QMainWindow
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.command import Command
from poetrygui.gui.window.guide.command_palette import CommandPalette
from tests.gui.hands import click, press, write
from tests.gui.protocol_files import child
from tests.gui.window.guide.rows import rows


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    window = QMainWindow()
    window.resize(1000, 600)
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def palette(window: QMainWindow) -> CommandPalette:
    palette = CommandPalette(window, rows(), keys=("Ctrl+K", "Ctrl+Shift+P"))
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    palette.open()
    palette.place()
    return palette


def ran(palette: CommandPalette) -> list[str]:
    """Return the names of the commands that are wanted from now on."""
    names: list[str] = []

    def note(command: Command) -> None:
        names.append(command.name)

    palette.run_wanted.connect(note)
    return names


def current(palette: CommandPalette) -> str:
    return str(child(palette, QListView, "paletteList").currentIndex().data())


def about(palette: CommandPalette) -> str:
    return child(palette, QLabel, "paletteAbout").text()


def test_what_is_typed_is_chosen_and_run(palette: CommandPalette) -> None:
    line, names = child(palette, QLineEdit, "paletteSearch"), ran(palette)
    write(line, "fetch a")
    assert current(palette) == "Fetch all"
    assert line.accessibleDescription() == "Fetch all, Servers menu"
    assert about(palette) == "What “Fetch all” is for."
    press(line, Qt.Key.Key_Return)
    assert names == ["all"]
    assert not palette.isVisible()


def test_keys_go_up_and_down_and_round(palette: CommandPalette) -> None:
    line = child(palette, QLineEdit, "paletteSearch")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        press(line, key)
        seen.append(current(palette))
    assert seen == ["Save as …", "Open the list", "Fetch", "Save as …", "Open the list"]
    assert line.text() == ""


def test_what_cannot_be_run_says_why_and_stays(palette: CommandPalette) -> None:
    line, names = child(palette, QLineEdit, "paletteSearch"), ran(palette)
    write(line, "save")
    assert about(palette) == "Not now: no tab is open."
    press(line, Qt.Key.Key_Return)
    assert names == []
    assert palette.isVisible()
    write(line, " nothing like it")
    assert about(palette) == "No command has all of these words."
    press(line, Qt.Key.Key_Return)
    press(line, Qt.Key.Key_Down)
    assert palette.isVisible()


def test_a_click_runs(palette: CommandPalette) -> None:
    names, view = ran(palette), child(palette, QListView, "paletteList")
    model = view.model()
    assert model is not None
    click(view.viewport(), view.visualRect(model.index(1, 0)).center())
    assert names == ["fetch"]


@pytest.mark.parametrize(
    "key, modifiers",
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_it_is_left_by_escape_and_by_the_keys_that_open_it(
    palette: CommandPalette, key: Qt.Key, modifiers: Qt.KeyboardModifier, qtbot: QtBot
) -> None:
    names = ran(palette)
    with qtbot.waitActive(palette):
        palette.activateWindow()
    press(child(palette, QLineEdit, "paletteSearch"), key, modifiers)
    assert not palette.isVisible()
    assert names == []


def test_it_stands_within_its_window(palette: CommandPalette, window: QMainWindow) -> None:
    assert window.geometry().contains(palette.geometry())
    window.resize(420, 460)
    palette.place()
    assert palette.width() <= 420
