"""The commands on what was sent, among the lines of the stream that is seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from attrs import evolve
from PyQt6.QtCore import Qt

from poetrygui.gui import poems
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.situation import Situation
from poetrygui.gui.window.tab_calls import tab_call

NOTHING_SENT = "Nothing that was sent has been found here yet: it may be that none of it is kept."


def sent_commands(tabs: PoemTabs, note: Callable[[str], object]) -> tuple[Command, ...]:
    """Return the commands on the current one of ``tabs``; ``note`` tells sentences."""

    in_tab = partial(tab_call, tabs)

    def go(tab: poems.PoemTab, *, backward: bool = False) -> None:
        if tabs.recording_look.hides_sent or tabs.recording_look.table:  # in the table it is among the frames
            tabs.show_recordings(evolve(tabs.recording_look, hides_sent=False, table=False))
            tab.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if (sent := poems.sent_in(tab.view)) is None or not sent.go(backward=backward):
            note(NOTHING_SENT)

    def send_again(tab: poems.PoemTab) -> None:
        if tabs.shows_send_bars and tab.send_bar.file.is_sending:
            note("A file is being sent: stop that first.")
        elif (sent := poems.sent_in(tab.view)) is not None:
            sent.send_again(note)

    def show() -> None:
        tabs.show_recordings(evolve(tabs.recording_look, hides_sent=not tabs.recording_look.hides_sent))

    return (
        Command(
            "actionShowSent",
            "Show what was sent",
            show,
            "Show among the lines what was sent, where and when it was",
            spots=(Spot(Place.VIEW, 2),),
            checked=lambda situation: not situation.tabs_show.recordings.hides_sent,
        ),
        Command(
            "actionNextSent",
            "Next that was sent",
            in_tab(go),
            "Go to the next message that was sent",
            keys=Keys("F5"),
            spots=(Spot(Place.POEM, 2),),
            enabled=_may_have_sent,
        ),
        Command(
            "actionPreviousSent",
            "Sent before",
            in_tab(lambda tab: go(tab, backward=True)),
            "Go to the message before that was sent",
            keys=Keys("Shift+F5"),
            spots=(Spot(Place.POEM, 2),),
            enabled=_may_have_sent,
        ),
        Command(
            "actionSendAgain",
            "Send this again",
            in_tab(send_again),
            "Send the message that is chosen among the lines once more, byte for byte as it went",
            keys=Keys("Ctrl+Alt+Return"),
            spots=(Spot(Place.POEM, 2), Spot(Place.VIEW_MENU, 1)),
            enabled=_may_have_sent,
        ),
    )


def _may_have_sent(situation: Situation) -> bool:
    return situation.has_frames
