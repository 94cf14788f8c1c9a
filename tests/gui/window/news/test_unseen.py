"""Tabs to which something happened are marked and counted until somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from poetrygui.core.library.library import Library
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.window.news.unseen import Unseen
from tests.gui.window.news.states import poem

Until = Callable[[Callable[[], bool]], None]


class Desk:
    """A window that is looked at or not, with tabs of three poems."""

    def __init__(self, library: Library) -> None:
        self.is_active = True
        self.window = QMainWindow()
        self.window.setWindowTitle("Poetry GUI")
        self.window.isActiveWindow = lambda: self.is_active  # type: ignore[method-assign]
        self.tabs = PoemTabs(library)
        self.window.setCentralWidget(self.tabs)
        self.unseen = Unseen(self.window, self.tabs)
        self.poems = [poem(name) for name in "abc"]
        for each in self.poems:
            self.tabs.add_poem(each)
        self.window.show()

    def said(self, index: int) -> str:
        bar = self.tabs.tabBar()
        assert bar is not None
        return bar.accessibleTabName(index)


@pytest.fixture
def desk(library: Library, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(library)
    yield desk
    for each in list(desk.tabs.tabs()):
        each.release()
    desk.window.close()
    desk.window.deleteLater()


def test_what_is_looked_at_is_seen(desk: Desk, wait_until: Until) -> None:
    desk.unseen.add(desk.poems[0])
    assert desk.unseen.count == 0
    desk.unseen.add(desk.poems[1])
    desk.unseen.add(desk.poems[1])
    desk.unseen.add(desk.poems[2])
    desk.unseen.add(poem("of no tab"))
    assert desk.unseen.count == 2
    assert [desk.said(index) for index in range(3)] == ["", "b, with news", "c, with news"]
    wait_until(lambda: desk.window.windowTitle() == "(2) Poetry GUI")
    desk.tabs.setCurrentIndex(2)
    assert desk.said(2) == ""
    wait_until(lambda: desk.window.windowTitle() == "(1) Poetry GUI")


def test_nothing_is_seen_while_nobody_looks(desk: Desk, wait_until: Until) -> None:
    desk.is_active = False
    desk.unseen.add(desk.poems[0])
    desk.tabs.setCurrentIndex(1)
    desk.tabs.setCurrentIndex(0)
    assert desk.unseen.count == 1
    desk.is_active = True
    desk.unseen.look()
    assert desk.unseen.count == 0
    wait_until(lambda: desk.window.windowTitle() == "Poetry GUI")
