"""The tabs as a whole: what is seen where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.gui.widgets.empty_state import EmptyState
from tests.gui.scripted import LoopbackServers, holds, open_window


def test_what_the_place_is_for_is_told_while_it_is_empty(
    reactor: Any,
    tmp_path: Path,
    servers: LoopbackServers,
    wait_for: Callable[..., Any],
    wait_until: Callable[[Callable[[], bool]], None],
) -> None:
    with open_window(tmp_path, wait_for) as window:
        tabs = window.workspace.tabs
        (empty,) = tabs.findChildren(EmptyState)
        assert empty.isVisible()
        window.workspace.library.start([servers.listen(holds(b"verse\n"))])
        wait_until(lambda: tabs.count() == 1)
        assert not empty.isVisible()
        tabs.close_tab(0)
        assert empty.isVisible()
        wait_until(lambda: not window.workspace.library.is_busy)
