"""Why commands cannot be run: each says what is lacking, as the window stands."""

from __future__ import annotations

import pytest

from poetrygui.gui.window.command import Command
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.situation import RecordingSituation, Situation
from poetrygui.gui.window.why_not import SOMETHING, why_not

PLAIN = Command("plain", "&Plain", lambda: None, "What it is for")
ONE_TAB = Situation(servers=1, tabs=1)


@pytest.mark.parametrize(
    "name, situation, reason",
    [
        ("actionFetch", Situation(), "the list of servers is empty"),
        ("actionFetch", Situation(servers=2), "no server is chosen"),
        ("actionEditServer", Situation(servers=2, chosen=2), "more than one server is chosen"),
        ("actionEditServer", Situation(servers=2, chosen=1), ""),
        ("actionFetchAll", Situation(), "the list of servers is empty"),
        ("actionFind", Situation(), "no tab is open"),
        ("actionCopy", Situation(), "no tab is open"),
        ("actionCopy", ONE_TAB, "nothing is selected"),
        ("actionNextTab", ONE_TAB, "there is no other tab"),
        ("actionCloseOtherTabs", Situation(), "no tab is open"),
        ("actionReplay", ONE_TAB, "what came on the wire was not kept here"),
        ("actionReplay", Situation(), "no tab is open"),
        ("actionGoToTime", Situation(tabs=1, recording=RecordingSituation(is_there=True)), ""),
        ("actionForgetSent", ONE_TAB, "nothing is kept here of what was sent"),
        ("actionUndo", Situation(), "there is nothing to undo"),
        ("actionRedo", Situation(undo="it"), "there is nothing to do again"),
        ("actionReopenTab", Situation(), "no tab was closed that could be brought back"),
        ("actionStop", ONE_TAB, "nothing runs here that could be stopped"),
        ("actionShowPoem", Situation(servers=1), "no server is chosen"),
        ("actionShowPoem", Situation(servers=1, chosen=1), "nothing came of it yet"),
        ("actionShowCleared", ONE_TAB, "nothing was cleared from view"),
        ("actionShowCleared", Situation(), "no tab is open"),
        ("actionQuit", Situation(), ""),
    ],
)
def test_what_is_lacking_is_said(window: MainWindow, name: str, situation: Situation, reason: str) -> None:
    (command,) = (each for each in window.commands if each.name == name)
    assert why_not(command, situation) == reason


def test_what_needs_several_things_says_the_first() -> None:
    both = PLAIN._replace(enabled=lambda situation: situation.has_tab and situation.has_recording)
    assert why_not(both, Situation()) == "no tab is open"


def test_there_is_always_something_said() -> None:
    assert why_not(PLAIN._replace(enabled=lambda _: False), Situation()) == SOMETHING
    assert why_not(PLAIN, Situation()) == ""
