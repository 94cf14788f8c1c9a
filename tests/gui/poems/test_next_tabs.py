"""The tabs beside the one that is seen are ready before somebody goes there, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.next_tabs import ComingTab, NextTabs, show_soon
from poetrygui.gui.poems.poem_tab import PoemTab


@pytest.fixture
def lazy(library: Library) -> Iterator[list[PoemTab]]:
    made = [PoemTab(KeptPoem(PoemInfo("", "", "", ""), Path()), library, is_lazy=True) for _ in range(5)]
    yield made
    for tab in made:
        tab.release()


@pytest.fixture
def tabs(lazy: list[PoemTab], qtbot: QtBot) -> QTabWidget:
    """Tabs without any by now, since what is to come watches for them."""
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    return tabs


def put_behind_another(tabs: QTabWidget, lazy: list[PoemTab]) -> None:
    tabs.addTab(QWidget(), "")
    for tab in lazy:
        tabs.addTab(tab, "")
    tabs.show()


def built(lazy: list[PoemTab]) -> list[int]:
    return [index for index, tab in enumerate(lazy) if tab.is_built]


def test_the_next_one_and_the_one_before_are_built_one_by_one_once_somebody_stays(
    lazy: list[PoemTab], tabs: QTabWidget
) -> None:
    soon = NextTabs(tabs)
    for tab in lazy:
        tabs.addTab(tab, "")
    tabs.setCurrentIndex(2)
    soon.timeout.emit()
    assert not built(lazy), "nobody sees them"
    tabs.show()
    assert soon.isActive()
    found = []
    for _ in range(3):
        soon.timeout.emit()
        found.append(built(lazy))
    assert found == [[2, 3], [1, 2, 3], [1, 2, 3]]
    tabs.setCurrentIndex(0)
    soon.timeout.emit()
    assert 4 not in built(lazy)


@pytest.mark.parametrize("way, ready", [((1, 2), [1, 2, 3]), ((3, 2), [1, 2, 3]), ((4, 2), [2, 3, 4])])
def test_of_who_goes_on_the_next_one_on_the_way_is_built_first_and_sooner(
    lazy: list[PoemTab], tabs: QTabWidget, way: tuple[int, int], ready: list[int]
) -> None:
    for tab in lazy:
        tabs.addTab(tab, "")
    tabs.setCurrentIndex(way[0])
    soon = NextTabs(tabs)
    tabs.show()
    tabs.setCurrentIndex(way[1])
    assert (soon.interval() < 33) is (abs(way[1] - way[0]) == 1), "before a key repeats"
    soon.timeout.emit()
    assert built(lazy) == ready
    assert soon.interval() >= 100, "the one on the other side waits until nobody goes on"


def test_one_that_comes_is_made_in_a_turn_and_shown_in_the_next(
    lazy: list[PoemTab], tabs: QTabWidget, qtbot: QtBot
) -> None:
    put_behind_another(tabs, lazy)
    shown: list[int] = []
    ComingTab(tabs, lazy[3], lambda: shown.append(tabs.currentIndex()))
    assert not built(lazy), "not in this turn"
    while not built(lazy):
        QApplication.processEvents()
    assert (built(lazy), tabs.currentIndex()) == ([3], 0), "nor shown in that in which it is made"
    qtbot.waitUntil(lambda: shown == [4])
    ComingTab(tabs, lazy[0], lambda: shown.append(-1))
    tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: not tabs.findChildren(ComingTab))
    assert (built(lazy), tabs.currentIndex(), shown) == ([3], 0, [4]), "somebody went elsewhere"


def test_of_several_that_come_the_last_is_shown_and_none_that_is_gone(
    lazy: list[PoemTab], tabs: QTabWidget, qtbot: QtBot
) -> None:
    put_behind_another(tabs, lazy)
    for tab in lazy[:3]:
        show_soon(tabs, tab)
    qtbot.waitUntil(lambda: tabs.currentWidget() is lazy[2])
    assert (built(lazy), tabs.findChildren(ComingTab)[1:]) == ([2], [])
    tabs.setCurrentIndex(0)
    show_soon(tabs, lazy[2])
    assert tabs.currentWidget() is lazy[2], "it is made already"
    show_soon(tabs, lazy[4])
    tabs.removeTab(tabs.indexOf(lazy[4]))
    qtbot.waitUntil(lambda: not tabs.findChildren(ComingTab))
    assert (built(lazy), tabs.currentWidget() is lazy[2]) == ([2], True)
