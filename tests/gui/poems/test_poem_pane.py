"""What a tab shows: it catches up when it is seen, and the end is told with the last line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from tests.gui.poems.tabs import active_timers, has_ended, label
from tests.gui.scripted import LoopbackServers, holds

Until = Callable[[Callable[[], bool]], None]


def test_the_last_line_is_shown_when_the_end_is_told(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With refreshes this rare, nothing but the end brings the last line before the test gives up.
    monkeypatch.setattr("poetrygui.gui.rows.refresh_pacer.FRAME", 1000.0)
    tab = open_tab(servers.listen(holds(b"first\n"), protocol="lines"))
    wait_until(lambda: "first" in tab.view.toPlainText())
    shown: list[str] = []
    tab.poem.phase_changed.subscribe(lambda: shown.append(tab.view.toPlainText()))
    (connection,) = servers.connections
    assert connection.transport is not None
    connection.transport.write(b"last")
    connection.transport.loseConnection()
    wait_until(has_ended(tab))
    assert shown[-1].split("\n")[:2] == ["first", "last"]


def test_a_tab_that_is_not_seen_wakes_nobody_up(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(b"x\n"), protocol="lines"))
    wait_until(lambda: "1 byte " in label(tab, "poemState"))
    assert active_timers(tab)
    tab.hide()
    assert not active_timers(tab)
    tab.show()
    assert active_timers(tab)
