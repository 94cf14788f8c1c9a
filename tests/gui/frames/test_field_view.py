"""The tree of fields: what changed stands out and tells what it was, and what did not can be faded."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QTreeWidgetItem, QTreeWidgetItemIterator
from pytestqt.qtbot import QtBot

from poetrygui.core.fields.field_tree import field_tree
from poetrygui.gui.frames.field_view import FieldView
from poetrygui.gui.widgets.dress import palette_of
from poetrygui.gui.widgets.theme import match_colours
from poetrygui.gui.widgets.tokens import DARK

STYLED = Qt.BrushStyle.SolidPattern


def items(view: FieldView) -> list[QTreeWidgetItem]:
    found, iterator = [], QTreeWidgetItemIterator(view)
    while (item := iterator.value()) is not None:
        found.append(item)
        iterator += 1
    return found


def test_all_fields_are_open_and_the_changed_ones_marked(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.show_tree(field_tree({"a": 1, "b": {"c": "x\n<b>"}}, {"a": 1, "b": {"c": "y"}}))
    shown = items(view)
    assert [[item.text(column) for column in range(3)] for item in shown] == [
        ["a", "1", ""],
        ["b", "", ""],
        ["c", "x␊<b>", "y"],
    ]
    assert shown[1].isExpanded()
    assert [item.background(1).style() is STYLED for item in shown] == [False, False, True]
    assert [item.data(1, Qt.ItemDataRole.AccessibleTextRole) for item in shown[::2]] == [
        "1, as before",
        "x␊<b>, changed; before: y",
    ]
    view.set_fading(True)
    assert [item.foreground(0).style() is STYLED for item in items(view)] == [True, False, False]
    view.set_fading(False)
    assert [item.foreground(0).style() is STYLED for item in items(view)] == [False, False, False]


def test_the_current_field_stays_the_current_one_in_the_next_frame(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.show_tree(field_tree({"a": 1, "b": 2}, None))
    view.setCurrentItem(items(view)[1])
    view.show_tree(field_tree({"a": 1, "x": 0, "b": 3}, None))
    current = view.currentItem()
    assert current is not None
    assert current.text(1) == "3"


def test_what_changed_is_marked_in_the_colours_of_another_palette(qtbot: QtBot) -> None:
    view = FieldView()
    qtbot.addWidget(view)
    view.show_tree(field_tree({"a": 1}, {"a": 2}))
    view.setPalette(palette_of(DARK))
    (item,) = items(view)
    assert (item.foreground(1).color(), item.background(1).color()) == match_colours(view.palette())
