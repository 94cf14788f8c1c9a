"""Tabs of a library."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab


@pytest.fixture
def open_tab(library: Library, qtbot: QtBot) -> Callable[[Server], PoemTab]:
    tabs: list[PoemTab] = []

    def started(poem: KeptPoem) -> None:
        tab = PoemTab(poem, library)
        qtbot.addWidget(tab)
        tab.show()
        tabs.append(tab)

    library.started.subscribe(started)

    def open_one(server: Server) -> PoemTab:
        library.start([server])
        return tabs[-1]

    return open_one
