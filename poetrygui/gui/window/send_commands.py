"""The commands that send something on the connection of the tab that is seen."""

from __future__ import annotations

from poetrygui.gui import poems
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Place, Spot
from poetrygui.gui.window.situation import Situation
from poetrygui.gui.window.tab_calls import tab_call


def _can_send(situation: Situation) -> bool:
    return situation.has_tab and situation.recording.can_send


def send_commands(tabs: PoemTabs) -> tuple[Command, ...]:
    """Return them, for the current one of ``tabs``."""

    def send_file(tab: poems.PoemTab) -> None:
        tabs.show_send_bars(True)  # which tells how far it is
        tab.send_bar.file.ask()

    return (
        Command(
            "actionSendFile",
            "Send a file …",
            tab_call(tabs, send_file),
            "Send what is in a file: each line as a message that the protocol frames, or its bytes as they are",
            spots=(Spot(Place.POEM, 2),),
            enabled=_can_send,
        ),
    )
