"""The commands on how the poem that is seen is read: as which text, with which colours, and from where on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtWidgets import QWidget

from poetrygui.core.library.letterings import clear, show_cleared
from poetrygui.gui import poems, rows
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.tab_calls import has_tab, tab_call


def reading_commands(tabs: PoemTabs, window: QWidget, note: Callable[[str], object]) -> tuple[Command, ...]:
    """Return the commands on the current one of ``tabs``; dialogs are over ``window``, and ``note`` tells sentences."""

    in_tab = partial(tab_call, tabs)

    def ask_for_encoding(tab: poems.PoemTab) -> None:
        poems.EncodingDialog(tab.poem, tabs.letterings.set_encoding, window).open()

    def show_colours() -> None:
        tabs.letterings.set_colours(not tabs.letterings.colours, [tab.poem for tab in tabs.tabs()])

    def mark_with_note(tab: poems.PoemTab) -> None:
        begins = tab.view.marks.here()
        if begins is None:
            note("Nothing has come yet that could be marked.")
        else:
            rows.MarkNote(tab.view, begins, window).open()

    return (
        Command(
            "actionMarkNote",
            "Mark with a not&e …",
            in_tab(mark_with_note),
            "Mark the line that is selected, or else the last that has come, and write why",
            keys=Keys("Ctrl+Shift+M"),
            spots=(Spot(Place.POEM, 2),),
            enabled=has_tab,
        ),
        Command(
            "actionClearView",
            "Clear t&he view",
            in_tab(lambda tab: clear(tab.poem)),
            "Hide the lines that have come; the stream goes on, and nothing is removed",
            keys=Keys("Ctrl+Shift+K"),
            spots=(Spot(Place.POEM, 2), Spot(Place.VIEW_MENU, 2)),
            enabled=has_tab,
        ),
        Command(
            "actionShowCleared",
            "&Show what was cleared",
            in_tab(lambda tab: show_cleared(tab.poem)),
            "Show the lines again that were cleared from view",
            keys=Keys("Ctrl+Alt+K"),
            spots=(Spot(Place.POEM, 2), Spot(Place.VIEW_MENU, 2)),
            enabled=lambda situation: situation.reading.is_cleared,
        ),
        Command(
            "actionFold",
            "Fold repeats",
            in_tab(lambda tab: tab.lines.fold(not tab.lines.folds)),
            "Show lines that are the same and follow one another as one, with their number beside it",
            keys=Keys("Ctrl+Shift+U"),
            spots=(Spot(Place.VIEW, 1), Spot(Place.VIEW_MENU, 2)),
            enabled=has_tab,
            checked=lambda situation: situation.reading.folds,
        ),
        Command(
            "actionEncoding",
            "&Encoding …",
            in_tab(ask_for_encoding),
            "Read the bytes of this stream as text in another encoding, without fetching it again",
            keys=Keys("Ctrl+E"),
            spots=(Spot(Place.VIEW, 1), Spot(Place.VIEW_MENU, 2)),
            enabled=has_tab,
            words=lambda situation: f"({situation.reading.encoding})" if situation.has_tab else "",
        ),
        Command(
            "actionShowColours",
            "Show &colours (ANSI)",
            show_colours,
            "Show text in the colours that servers set, or else the sequences that set them",
            spots=(Spot(Place.VIEW, 1),),
            checked=lambda situation: situation.reading.colours,
        ),
    )
