"""The command that plays a recording once more."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.recording_commands import why_no_recording
from poetrygui.gui.window.tab_calls import has_recording


def replay_commands(replay: Callable[[], object]) -> tuple[Command, ...]:
    """Return it; ``replay`` plays the recording of the tab that is seen."""
    return (
        Command(
            "actionReplay",
            "Repla&y",
            replay,
            "Play in a tab beside what came on the wire, once more and by the clock, through its protocol",
            keys=Keys("Ctrl+Shift+Space"),
            spots=(Spot(Place.POEM, 3), Spot(Place.VIEW_MENU, 3), Spot(Place.TAB_MENU, 2)),
            enabled=has_recording,
            words=why_no_recording,
        ),
    )
