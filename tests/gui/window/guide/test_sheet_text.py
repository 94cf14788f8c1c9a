"""The sheet as a text and as a page: what has keys, below the menus, and nothing in it acts."""

from __future__ import annotations

from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.command_row import row_of
from poetrygui.gui.window.guide.sheet_text import page_of, plain_sheet
from poetrygui.gui.window.situation import Situation
from tests.gui.window.guide.rows import COMMANDS, rows


def test_what_has_keys_is_listed_by_menus() -> None:
    assert plain_sheet(rows()).splitlines() == [
        "File",
        "    Ctrl+S                   Save as …",
        "    Ctrl+O                   Open the list",
        "",
        "Servers",
        "    Ctrl+Return              Fetch",
    ]


def test_a_page_has_the_same_with_what_it_is_for() -> None:
    page = page_of(rows(), "Keys & more")
    assert "Keys &amp; more" in page
    assert "<td>Ctrl+O</td><td>Open the list</td><td>What “Open the list” is for</td>" in page
    assert "Fetch all" not in page
    odd = row_of(COMMANDS[0]._replace(tip="<b>"), CommandKeys(COMMANDS), Situation())
    assert "&lt;b&gt;" in page_of([odd], "")
