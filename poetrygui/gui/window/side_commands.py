"""The commands that show a poem outside of its tab."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui import window as parts
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.tab_calls import has_tab
from poetrygui.gui.window.workspace import Workspace

NOTHING_BESIDE = "No stream is shown beside the tabs: Ctrl+Alt+S shows this one there."


def side_commands(work: Workspace, window: parts.MainWindow, note: Callable[[str], object]) -> tuple[Command, ...]:
    """Return the commands on the tabs of ``work``, in ``window``; ``note`` tells sentences."""
    made: list[parts.SideBySide] = []

    def sides() -> parts.SideBySide:
        if not made:
            made.append(parts.SideBySide(work, window))
        return made[0]

    def go_to_next() -> None:
        if not sides().go_to_next():
            note(NOTHING_BESIDE)

    return (
        Command(
            "actionShowBeside",
            "Show &beside the tabs, or do not",
            lambda: sides().show_beside(),
            "Show this stream beside the tabs, so that two are seen at once; or in its tab again",
            keys=Keys("Ctrl+Alt+S"),
            spots=(Spot(Place.VIEW, 3), Spot(Place.TAB_MENU, 2)),
            enabled=has_tab,
        ),
        Command(
            "actionShowInWindow",
            "Show in a window o&f its own",
            lambda: sides().show_in_window(),
            "Show this stream in a window of its own; closing that shows it in its tab again",
            keys=Keys("Ctrl+Alt+W"),
            spots=(Spot(Place.VIEW, 3), Spot(Place.TAB_MENU, 2)),
            enabled=has_tab,
        ),
        Command(
            "actionNextSide",
            "&Go to the next stream that is seen",
            go_to_next,
            "Give the keyboard to the next of the streams that are seen at once",
            keys=Keys("F6"),
            spots=(Spot(Place.VIEW, 3),),
            enabled=has_tab,
        ),
    )
