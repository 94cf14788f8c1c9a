"""The commands that frame recordings anew, and lead from difference to difference."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui import window
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.recording_commands import why_no_recording
from poetrygui.gui.window.tab_calls import has_recording


def framing_commands(
    desk: Callable[[], window.FramingDesk], guesses: Callable[[], window.GuessDesk]
) -> tuple[Command, ...]:
    """Return them; ``desk`` returns what does it, made when it is first asked for, and ``guesses`` what tells how."""
    return (
        Command(
            "actionFrameWith",
            "F&rame it with …",
            lambda: desk().ask(),
            "Cut what was recorded into frames anew, with any protocol, and compare",
            keys=Keys("Ctrl+Shift+R"),
            spots=(Spot(Place.POEM, 3), Spot(Place.VIEW_MENU, 3), Spot(Place.TAB_MENU, 2)),
            enabled=has_recording,
            words=why_no_recording,
        ),
        Command(
            "actionGuessFraming",
            "Which framing is &this? …",
            lambda: guesses().ask_of_current(),
            "Try all protocols on what was recorded, and set the one that fits best for its server",
            spots=(Spot(Place.POEM, 3), Spot(Place.VIEW_MENU, 3)),
            enabled=has_recording,
            words=why_no_recording,
        ),
        Command(
            "actionNextDifference",
            "Next &difference",
            lambda: desk().go(1),
            "Go to the next difference between two framings of a recording, in both tabs",
            keys=Keys("F8"),
            spots=(Spot(Place.POEM, 3),),
            enabled=has_recording,
        ),
        Command(
            "actionPreviousDifference",
            "Pre&vious difference",
            lambda: desk().go(-1),
            "Go to the difference before, in both tabs",
            keys=Keys("Shift+F8"),
            spots=(Spot(Place.POEM, 3),),
            enabled=has_recording,
        ),
        Command(
            "actionDifferences",
            "&Differences",
            lambda: desk().show_or_hide(),
            "Show or hide the list of the differences between two framings of a recording",
            keys=Keys("Ctrl+D"),
            spots=(Spot(Place.VIEW, 2),),
        ),
    )
