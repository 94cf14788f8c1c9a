"""The palette and the sheet over the whole window, and keys that are kept from one window to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.guide.command_palette import CommandPalette
from poetrygui.gui.window.guide.kept_keys import KeptKeys, KeyChange, read_keys, write_keys
from poetrygui.gui.window.guide.shortcut_sheet import ShortcutSheet
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said, write
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds, open_window

CONTROL = Qt.KeyboardModifier.ControlModifier
OWN = "actionCommandPalette"
Until = Callable[[Callable[[], bool]], None]


def open_palette(window: MainWindow) -> QLineEdit:
    """Return the line of the palette, opened."""
    action(window, OWN).trigger()
    (palette,) = (each for each in window.findChildren(CommandPalette) if each.isVisible())
    return child(palette, QLineEdit, "paletteSearch")


def test_every_command_is_in_the_palette_and_in_a_menu_and_on_the_sheet(window: MainWindow) -> None:
    action(window, OWN).trigger()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert {row.command.name for row in palette.rows} == {each.name for each in window.commands} - {OWN}
    palette.reject()
    action(window, "actionShortcuts").trigger()
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    assert sorted(row.command.name for row in sheet.table.shown()) == sorted(each.name for each in window.commands)


def test_no_keys_run_two_commands(window: MainWindow) -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in window.commands:
        for keys in () if command.keys is None else command.keys.all:
            assert taken.setdefault((keys, command.reach.value), command.name) == command.name, keys


def test_what_was_run_lately_stands_first_in_the_next_window_too(
    window: MainWindow, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    line = open_palette(window)
    write(line, "about")
    press(line, Qt.Key.Key_Return)
    wait_for(window.shut_down())
    assert read_keys(profile / "keys.json")[0].recent == ("actionAbout",)
    with open_window(profile, wait_for) as second:
        wait_until(lambda: first_of(second) == "actionAbout")


def first_of(window: MainWindow) -> str:
    open_palette(window)
    palettes = [each for each in window.findChildren(CommandPalette) if each.isVisible()]
    name = palettes[0].rows[0].command.name
    for each in palettes:
        each.reject()
    return name


def test_changed_keys_work_in_the_next_window_and_sentences_name_them(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, qtbot: QtBot
) -> None:
    changes = (KeyChange("actionQuickConnect", ("F6",)), KeyChange("actionReopenTab", ()), KeyChange("gone", ("F7",)))
    profile.mkdir(mode=0o700)
    write_keys(profile / "keys.json", KeptKeys(changes=changes))
    with open_window(profile, wait_for) as window:
        wait_until(lambda: action(window, "actionQuickConnect").shortcut().toString() == "F6")
        assert action(window, "actionReopenTab").shortcut().isEmpty()
        quick = window.workspace.panel.quick.line
        assert quick.placeholderText() == "HOST:PORT to connect to (F6)"
        with qtbot.waitActive(window):
            window.activateWindow()
        press(window.workspace.panel.list, Qt.Key.Key_F6)
        assert window.focusWidget() is quick
        window.workspace.fetch([servers.listen(holds(b"verse"), "mine")])
        wait_until(lambda: len(servers.connections) == 1)
        action(window, "actionCloseTab").trigger()
        told = "Closed “mine”: “Reopen closed tab” in the menu brings it back, and Ctrl+O lists all recordings."
        assert said(window) == told
        assert "(F6)" in action(window, "actionQuickConnect").toolTip()


def test_keys_are_kept_as_they_are_changed(window: MainWindow, profile: Path, wait_until: Until) -> None:
    action(window, "actionShortcuts").trigger()
    action(window, "actionShortcuts").trigger()
    (sheet,) = window.findChildren(ShortcutSheet)
    sheet.keys_wanted.emit({"actionFind": ("F6",)})
    assert action(window, "actionFind").shortcut().toString() == "F6"
    assert read_keys(profile / "keys.json")[0].changes == (KeyChange("actionFind", ("F6",)),)
    sheet.close()
    wait_until(lambda: window.findChild(ShortcutSheet) is None)
    action(window, "actionShortcuts").trigger()
    assert window.findChild(ShortcutSheet) is not None


def test_damaged_keys_are_set_aside_and_said(profile: Path, wait_for: Any, wait_until: Until) -> None:
    profile.mkdir(mode=0o700)
    (profile / "keys.json").write_text("{")
    with open_window(profile, wait_for) as window:
        wait_until(lambda: any("The keys were damaged" in each.sentence for each in window.report.problems))
        (profile / "keys.json").mkdir()
        action(window, "actionShortcuts").trigger()
        sheet = window.findChild(ShortcutSheet)
        assert sheet is not None
        sheet.keys_wanted.emit({"actionFind": ("F6",)})
        assert any("could not be written" in each.sentence for each in window.report.problems)
