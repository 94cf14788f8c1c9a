"""A command as it is listed: what is read and heard of it."""

from __future__ import annotations

from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.command_row import keys_text, row_of, rows_of
from poetrygui.gui.window.situation import Situation

SAVE = Command(
    *("save", "&Save as …", lambda: None, "Save this stream to a file"),
    keys=Keys("Ctrl+S", others=("F12",)),
    spots=(Spot(Place.TAB_MENU, 1), Spot(Place.FILE, 1)),
    enabled=lambda situation: situation.has_tab,
    words=lambda situation: "(whole)",
)
DELETE = Command(
    *("delete", "&Remove", lambda: None, "Remove it"), keys=Keys("Del", Reach.LIST), spots=(Spot(Place.SERVERS, 1),)
)
WRAP = Command(
    *("wrap", "&Wrap", lambda: None, "Wrap lines"),
    spots=(Spot(Place.VIEW, 1),),
    checked=lambda situation: situation.tabs_show.wraps,
)
HIDDEN = Command("hidden", "Hidden", lambda: None, "In no menu")
ALL = (WRAP, HIDDEN, DELETE, SAVE)


def test_a_row_says_all_that_is_known_of_a_command() -> None:
    row = row_of(SAVE, CommandKeys(ALL), Situation(tabs=1))
    assert (row.title, row.menu, row.keys, row.why_not, row.is_on) == (
        "Save as … (whole)",
        "File",
        "Ctrl+S, F12",
        "",
        False,
    )
    assert row.spoken == "Save as … (whole), File menu, Ctrl+S, F12"
    assert row.more == "File Ctrl+S, F12 Save this stream to a file"


def test_a_row_says_why_its_command_cannot_be_run() -> None:
    row = row_of(SAVE, CommandKeys(ALL), Situation())
    assert row.title == "Save as …", "what it would do is not said of what cannot be done"
    assert row.spoken == "Save as …, File menu, Ctrl+S, F12, not now: no tab is open"


def test_what_is_on_is_said_and_where_keys_work() -> None:
    assert row_of(WRAP, CommandKeys(ALL), Situation()).spoken == "Wrap, on, View menu"
    assert row_of(DELETE, CommandKeys(ALL), Situation()).keys == f"{keys_text(('Del',))} (in the list)"
    assert row_of(DELETE._replace(keys=None), CommandKeys(ALL), Situation()).keys == ""
    assert row_of(HIDDEN, CommandKeys(ALL), Situation()).spoken == "Hidden"


def test_rows_stand_as_menus_do() -> None:
    assert [row.title for row in rows_of(ALL, CommandKeys(ALL), Situation())] == [
        "Save as …",
        "Remove",
        "Wrap",
        "Hidden",
    ]
