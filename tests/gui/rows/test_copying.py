"""Copying what is selected: as it is shown, or as it came, and not more than a clipboard can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, said
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_what_is_too_much_to_copy_is_said(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.rows.copying.COPY_LIMIT", 4)
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    tabs_of(window)[0].view.selectAll()
    action(window, "actionCopy").trigger()
    assert "The selection has 6 bytes" in said(window)
