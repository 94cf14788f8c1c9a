"""The window's commands as they are told: its actions, each once, and none in another one's way."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QAction, QKeySequence

from poetrygui.gui.widgets.icons import action_icon
from poetrygui.gui.window.command import MENU_BAR, Command
from poetrygui.gui.window.main_window import MainWindow

FIXED = (
    *("actionAddServer", "actionEditServer", "actionRemoveServer", "actionFetch", "actionFetchAll", "actionStop"),
    *("actionFind", "actionProtocols", "actionSavePoem", "actionQuit", "actionReopenTab", "actionUndo", "actionRedo"),
)


@pytest.fixture
def commands(window: MainWindow) -> tuple[Command, ...]:
    return window.commands


def test_every_action_of_the_window_is_a_command_and_the_fixed_names_are_there(
    window: MainWindow, commands: tuple[Command, ...]
) -> None:
    told = [command.name for command in commands]
    assert sorted(told) == sorted(each.objectName() for each in window.findChildren(QAction) if each.objectName())
    assert len(told) == len(set(told))
    assert set(FIXED) <= set(told)


def test_no_two_commands_have_the_same_keys(commands: tuple[Command, ...]) -> None:
    keys = [QKeySequence(command.keys.combination).toString() for command in commands if command.keys is not None]
    assert "" not in keys
    assert len(keys) == len(set(keys))


def test_each_command_stands_somewhere_says_what_it_is_for_and_has_the_icon_that_it_names(
    window: MainWindow, commands: tuple[Command, ...]
) -> None:
    for command in commands:
        assert command.spots, command.name
        assert command.tip, command.name
        assert not command.icon or not action_icon(command.icon, window.palette()).isNull(), command.name


def test_every_command_is_in_a_menu_of_the_bar(commands: tuple[Command, ...]) -> None:
    assert [each.name for each in commands if each.menu is None] == []


def test_in_a_menu_no_two_commands_are_chosen_by_the_same_letter(commands: tuple[Command, ...]) -> None:
    for place in MENU_BAR:
        texts = [command.text for command in commands if command.group_in(place)]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), (place, texts)
