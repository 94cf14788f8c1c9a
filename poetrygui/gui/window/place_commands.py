"""The commands that go to places in the poem that is seen, and mark them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtWidgets import QWidget

from poetrygui.gui import poems, rows
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.reading_commands import reading_commands
from poetrygui.gui.window.sent_commands import sent_commands
from poetrygui.gui.window.tab_calls import has_tab, tab_call

NO_MARKS = "No line of this stream is marked: Ctrl+M marks one."


def place_commands(tabs: PoemTabs, window: QWidget, note: Callable[[str], object]) -> tuple[Command, ...]:
    """Return the commands on the current one of ``tabs``; dialogs are over ``window``, and ``note`` tells sentences."""

    in_tab = partial(tab_call, tabs)

    def mark(tab: poems.PoemTab) -> None:
        line = tab.view.marks.toggle()
        if line is not None:
            note(f"Marked line {line + 1:,}: F4 and Shift+F4 go to marked lines.")

    def go_to_mark(tab: poems.PoemTab, *, backward: bool = False) -> None:
        if not tab.view.marks.go(backward=backward):
            note(NO_MARKS)

    return (
        Command(
            "actionGoToLine",
            "Go to &line …",
            in_tab(lambda tab: rows.GoToLine(tab.view, window).open()),
            "Go to a line of this stream by its number",
            keys=Keys("Ctrl+Shift+G"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_tab,
        ),
        Command(
            "actionMark",
            "&Mark this line, or do not",
            in_tab(mark),
            "Mark the line that is selected, or else the last that has come, or take its mark away",
            keys=Keys("Ctrl+M"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_tab,
        ),
        Command(
            "actionNextMark",
            "Next mar&k",
            in_tab(go_to_mark),
            "Go to the next marked line",
            keys=Keys("F4"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_tab,
        ),
        Command(
            "actionPreviousMark",
            "M&ark before",
            in_tab(lambda tab: go_to_mark(tab, backward=True)),
            "Go to the marked line before",
            keys=Keys("Shift+F4"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_tab,
        ),
        *reading_commands(tabs, window, note),
        *sent_commands(tabs, note),
    )
