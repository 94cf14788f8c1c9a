"""Calls with the tab that is seen: none without one, and a sentence where its recording cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.tab_calls import tab_call
from tests.gui.scripted import LoopbackServers, add, sends, tabs_of


@pytest.fixture
def problems(window: MainWindow) -> list[str]:
    found: list[str] = []
    window.workspace.tabs.problem.connect(found.append)
    return found


def unreadable(_tab: PoemTab) -> Any:
    raise OSError(5, "Input/output error")


def test_it_is_called_with_the_tab_if_there_is_one(
    window: MainWindow, servers: LoopbackServers, wait_until: Callable[..., None], problems: list[str]
) -> None:
    called: list[PoemTab] = []
    call = tab_call(window.workspace.tabs, called.append)
    call()
    assert called == []
    add(window, servers.listen(sends(b"verse\n")))
    window.workspace.fetch(list(window.workspace.model.servers))
    wait_until(lambda: bool(tabs_of(window)))
    call()
    assert called == tabs_of(window)
    assert problems == []
    tab_call(window.workspace.tabs, unreadable)()
    assert problems == ["The recording cannot be read from disk: Input/output error."]
