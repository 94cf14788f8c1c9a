"""A pane that is away leaves a sentence in its tab, and comes back to it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QLabel

from poetrygui.gui.poems.away_pane import AwayPane
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_its_tab_tells_where_it_is(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"verse\n"), "one", "lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    (tab,) = tabs_of(window)
    away = AwayPane(tab)
    assert any("beside the tabs" in label.text() for label in tab.findChildren(QLabel))
    assert not tab.isAncestorOf(tab.view)
    assert tab.view.text_between(0, 0) == "verse"
    away.give_back()
    assert tab.isAncestorOf(tab.view)
    assert tab.focusProxy() is tab.view
