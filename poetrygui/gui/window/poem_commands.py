"""The commands about poems: what is done in the tab that is seen, and with tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtCore import Qt

from poetrygui.core import poems as stored
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.reading.conditions import Conditions
from poetrygui.gui import poems
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot
from poetrygui.gui.window.send_commands import send_commands
from poetrygui.gui.window.situation import Situation
from poetrygui.gui.window.tab_calls import has_tab, tab_call

_NO_SEND_BAR_HERE = "No connection is here on which its protocol could send: tabs that have one show the line for that."


def _selected(tab: poems.PoemTab) -> tuple[int, int]:
    """Return the bytes of all that came that are selected in a tab."""
    return stored.stretch_in_whole(tab.view.reader, *tab.view.selection())


def _has_selection(situation: Situation) -> bool:
    return situation.has_selection


def poem_commands(
    tabs: PoemTabs,
    *,
    save: Callable[[KeptPoem, tuple[int, int] | None, Conditions, Sequence[object]], object],
    reopen: Callable[[], object],
    note: Callable[[str], object],
) -> tuple[Command, ...]:
    """Return the commands on ``tabs``. ``save`` asks where a poem is to go, or what is selected of it and holds.

    ``reopen`` brings back the last that was closed; ``note`` says what a key did where that is not seen.
    """

    in_tab = partial(tab_call, tabs)

    def show_send_bars() -> None:
        tab = tabs.current()
        waits = tabs.shows_send_bars and tab is not None and tab.poem.can_speak and not tab.send_bar.has_keyboard
        if not waits:  # one that waits to be typed into is not put away
            tabs.show_send_bars(not tabs.shows_send_bars)
        if tab is None or not tab.poem.can_speak:
            note(_NO_SEND_BAR_HERE if tabs.shows_send_bars else "The line for sending is put away in every tab.")
        else:
            (tab.send_bar if tabs.shows_send_bars else tab.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    return (
        Command(
            "actionCopy",
            "&Copy",
            in_tab(lambda tab: tab.view.copy()),
            "Copy what is selected in the stream",
            keys=Keys("Ctrl+C"),
            icon="copy",
            spots=(Spot(Place.EDIT, 2), Spot(Place.POEM, 1), Spot(Place.VIEW_MENU, 1)),
            enabled=_has_selection,
        ),
        Command(
            "actionCopyExact",
            "Copy &exact bytes as text (control characters included)",
            in_tab(lambda tab: tab.view.copy_exact()),
            "Copy what is selected in the stream as it came, with its control characters",
            spots=(Spot(Place.EDIT, 2), Spot(Place.VIEW_MENU, 1)),
            enabled=_has_selection,
        ),
        Command(
            "actionSelectAll",
            "Select &all",
            in_tab(lambda tab: tab.view.selectAll()),
            "Select the whole stream, as far as it has come",
            keys=Keys("Ctrl+A", Reach.VIEW),
            spots=(Spot(Place.EDIT, 2), Spot(Place.VIEW_MENU, 1)),
            enabled=has_tab,
        ),
        Command(
            "actionFind",
            "&Find …",
            in_tab(lambda tab: tab.show_find_bar()),
            "Find a text in this stream",
            keys=Keys("Ctrl+F"),
            icon="find",
            short_text="Find",
            spots=(Spot(Place.POEM, 1), Spot(Place.TOOLBAR, 3)),
            enabled=has_tab,
        ),
        Command(
            "actionFindNext",
            "Find &next",
            in_tab(lambda tab: tab.find_again()),
            "Go to the next match in this stream",
            keys=Keys("F3"),
            spots=(Spot(Place.POEM, 1),),
            enabled=has_tab,
        ),
        Command(
            "actionFindPrevious",
            "Find &previous",
            in_tab(lambda tab: tab.find_again(backward=True)),
            "Go to the match before in this stream",
            keys=Keys("Shift+F3"),
            spots=(Spot(Place.POEM, 1),),
            enabled=has_tab,
        ),
        Command(
            "actionFilter",
            "F&ilter lines …",
            in_tab(lambda tab: tab.lines.bar.add()),
            "Show only the lines of this stream with a text, or without it",
            keys=Keys("Ctrl+J"),
            spots=(Spot(Place.POEM, 1),),
            enabled=has_tab,
        ),
        Command(
            "actionSavePoem",
            "Save &as …",
            in_tab(lambda tab: save(tab.poem, None, tab.lines.holding, poems.sent_between(tab.view, 0))),
            "Save this stream to a file",
            keys=Keys("Ctrl+S"),
            icon="save",
            spots=(Spot(Place.FILE, 1), Spot(Place.TOOLBAR, 3), Spot(Place.TAB_MENU, 1)),
            enabled=has_tab,
        ),
        Command(
            "actionSaveSelection",
            "Save the se&lection as …",
            in_tab(
                lambda tab: save(
                    tab.poem, _selected(tab), tab.lines.holding, poems.sent_between(tab.view, *tab.view.selection())
                )
            ),
            "Save what is selected of this stream to a file: as text, exactly, or as frames with times and fields",
            keys=Keys("Ctrl+Shift+S"),
            spots=(Spot(Place.FILE, 1), Spot(Place.VIEW_MENU, 1)),
            enabled=_has_selection,
        ),
        Command(
            "actionCloseTab",
            "Close &tab",
            tabs.close_current_tab,
            "Close this tab; its stream can be brought back",
            keys=Keys("Ctrl+W"),
            spots=(Spot(Place.FILE, 2), Spot(Place.TAB_MENU, 3)),
            enabled=has_tab,
        ),
        Command(
            "actionCloseOtherTabs",
            "Close &other tabs",
            tabs.close_other_tabs,
            "Close all tabs but this one; their streams can be brought back",
            spots=(Spot(Place.FILE, 2), Spot(Place.TAB_MENU, 3)),
            enabled=lambda situation: situation.tabs > 1,
        ),
        Command(
            "actionReopenTab",
            "&Reopen closed tab",
            reopen,
            "Bring back the stream that was closed last",
            keys=Keys("Ctrl+Shift+T"),
            spots=(Spot(Place.FILE, 2),),
            enabled=lambda situation: situation.can_reopen,
        ),
        Command(
            "actionWrap",
            "&Wrap long lines",
            lambda: tabs.set_wrap(not tabs.wraps),
            "Wrap lines at the window's edge",
            keys=Keys("Alt+Z"),
            spots=(Spot(Place.VIEW, 1), Spot(Place.VIEW_MENU, 2)),
            checked=lambda situation: situation.tabs_show.wraps,
        ),
        Command(
            "actionZoomIn",
            "&Larger letters",
            lambda: tabs.set_zoom(tabs.zoom + 1),
            "Make the letters of all streams larger",
            keys=Keys("Ctrl++"),
            spots=(Spot(Place.VIEW, 1),),
        ),
        Command(
            "actionZoomOut",
            "&Smaller letters",
            lambda: tabs.set_zoom(tabs.zoom - 1),
            "Make the letters of all streams smaller",
            keys=Keys("Ctrl+-"),
            spots=(Spot(Place.VIEW, 1),),
        ),
        Command(
            "actionZoomReset",
            "Letters as at f&irst",
            lambda: tabs.set_zoom(0),
            "Give the letters of all streams the size that they have at first",
            keys=Keys("Ctrl+0"),
            spots=(Spot(Place.VIEW, 1),),
        ),
        Command(
            "actionFollow",
            "F&ollow the end",
            in_tab(lambda tab: tab.view.let_go() if tab.view.following else tab.view.follow()),
            "Keep to the end as the stream grows",
            keys=Keys("Ctrl+End"),
            icon="follow-tail",
            spots=(Spot(Place.POEM, 2), Spot(Place.VIEW_MENU, 2)),
            enabled=has_tab,
            checked=lambda situation: situation.follows,
        ),
        Command(
            "actionSendBar",
            "Send &bar",
            show_send_bars,
            "Show a line for sending where a protocol can, and type into it; or put it away",
            keys=Keys("Ctrl+Shift+L"),
            spots=(Spot(Place.POEM, 2),),
            checked=lambda situation: situation.tabs_show.send_bars,
        ),
        *send_commands(tabs),
    )
