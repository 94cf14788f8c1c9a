"""A merged view is for two tabs or more."""

from __future__ import annotations

from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.merge_commands import merge_commands
from poetrygui.gui.window.situation import Situation


def test_it_is_for_two_tabs_or_more(window: MainWindow) -> None:
    replay, merge = merge_commands(window.workspace)
    assert (replay.name, merge.name) == ("actionReplay", "actionMerge")
    assert [merge.enabled(Situation(tabs=tabs)) for tabs in (0, 1, 2)] == [False, False, True]
