"""The commands that go from tab to tab, from wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.situation import Situation


def _has_other_tabs(situation: Situation) -> bool:
    return situation.tabs > 1


def tab_commands(tabs: PoemTabs, gone: Callable[[], object]) -> tuple[Command, ...]:
    """Return the commands that show another one of ``tabs``; behind the last one comes the first.

    What is to be done when somebody has ``gone`` there, is called.
    """

    def go(step: int) -> None:
        tabs.setCurrentIndex((tabs.currentIndex() + step) % max(tabs.count(), 1))
        gone()

    return (
        Command(
            "actionNextTab",
            "Ne&xt tab",
            lambda: go(1),
            "Show the tab at the right of this one, or the first one behind the last",
            keys=Keys("Ctrl+PgDown", others=("Ctrl+Tab",)),
            spots=(Spot(Place.VIEW, 3),),
            enabled=_has_other_tabs,
        ),
        Command(
            "actionPreviousTab",
            "Pre&vious tab",
            lambda: go(-1),
            "Show the tab at the left of this one, or the last one before the first",
            keys=Keys("Ctrl+PgUp", others=("Ctrl+Shift+Tab",)),
            spots=(Spot(Place.VIEW, 3),),
            enabled=_has_other_tabs,
        ),
    )
