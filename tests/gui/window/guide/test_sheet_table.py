"""The table of shortcuts: by menus, searched, and one of it chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.guide.sheet_table import SheetTable
from tests.gui.hands import press
from tests.gui.window.guide.rows import rows


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[SheetTable]:
    table = SheetTable()
    table.show_rows(rows())
    yield table
    table.deleteLater()


def shown(table: SheetTable) -> list[str]:
    return [row.command.name for row in table.shown()]


def test_commands_stand_below_their_menus(table: SheetTable) -> None:
    headings = [table.topLevelItem(place) for place in range(table.topLevelItemCount())]
    assert [heading.text(0) for heading in headings if heading is not None] == ["File", "Servers"]
    assert shown(table) == ["save", "open", "fetch", "all"]
    assert table.current() is None


def test_a_search_chooses_what_is_meant_the_most(table: SheetTable) -> None:
    table.search("fetch")
    assert shown(table) == ["fetch", "all"]
    assert [row.command.name for row in filter(None, [table.current()])] == ["fetch"]
    heading = table.topLevelItem(0)
    assert heading is not None
    assert heading.isHidden()
    table.search("nothing like it")
    assert shown(table) == []
    assert table.current() is None
    table.search("")
    assert len(shown(table)) == 4


def test_what_is_current_stays_so_when_keys_are_others(table: SheetTable) -> None:
    table.search("fetch all")
    table.search("")
    press(table, Qt.Key.Key_End)
    before = table.current()
    table.show_rows(rows())
    now = table.current()
    assert before is not None
    assert now is not None
    assert before.command is now.command


def test_return_and_a_double_click_open(table: SheetTable) -> None:
    opened: list[None] = []
    table.opened.connect(lambda: opened.append(None))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Down):
        press(table, key)
    assert len(opened) == 2
