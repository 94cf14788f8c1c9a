"""A chip: what it says, its menu, and how it looks."""

from __future__ import annotations

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.filter_chip import FilterChip
from tests.gui.hands import double_click


def test_its_menu_has_all_that_keys_do(qtbot: QtBot) -> None:
    chip = FilterChip(Condition("a\u202eb <b>"), 1, 1)
    qtbot.addWidget(chip)
    told: list[str] = []
    chip.edit_wanted.connect(lambda: told.append("change"))
    chip.switched.connect(lambda: told.append("switch"))
    chip.turn_wanted.connect(lambda: told.append("turn"))
    chip.removed.connect(lambda: told.append("remove"))
    QApplication.sendEvent(chip, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = chip.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "&Change …", "Switch &off", "&Turn into the opposite", "&Remove",
    ]  # fmt: skip
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert told == ["change", "switch", "turn", "remove"]
    double_click(chip, QPoint(3, 3))
    assert told[4:] == ["change"]
    assert "\u202e" not in chip.text() + chip.toolTip() + chip.accessibleName()


def test_one_that_is_off_can_be_told_without_colours(qtbot: QtBot) -> None:
    on, off = FilterChip(Condition("a"), 1, 2), FilterChip(Condition("a", is_on=False), 2, 2)
    for chip in (on, off):
        qtbot.addWidget(chip)
    assert (on.font().strikeOut(), off.font().strikeOut()) == (False, True)
    assert (on.isChecked(), off.isChecked()) == (True, False)
    assert on.styleSheet() != off.styleSheet()
