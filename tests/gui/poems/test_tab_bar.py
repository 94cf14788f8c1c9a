"""The bar of tabs: a cross on the current tab and on the hovered one, and the menu of a tab."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QHoverEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.tab_bar import TabBar, TabCross


@pytest.fixture
def bar(qtbot: QtBot) -> TabBar:
    bar = TabBar()
    qtbot.addWidget(bar)
    for name in ("one", "two", "three"):
        bar.addTab(name)
    bar.show()
    return bar


def cross(bar: TabBar, index: int) -> TabCross:
    found = bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
    assert isinstance(found, TabCross)
    return found


def seen(bar: TabBar) -> list[int]:
    return [index for index in range(bar.count()) if cross(bar, index).is_seen]


def hover(bar: TabBar, index: int) -> None:
    place, kind = QPointF(bar.tabRect(index).center()), QEvent.Type.HoverMove
    if index < 0:
        place, kind = QPointF(-1, -1), QEvent.Type.HoverLeave
    QApplication.sendEvent(bar, QHoverEvent(kind, place, place, place))


def test_a_cross_is_on_the_current_tab_and_on_the_hovered_one(bar: TabBar) -> None:
    assert seen(bar) == [0]
    hover(bar, 2)
    assert seen(bar) == [0, 2]
    bar.setCurrentIndex(1)
    assert seen(bar) == [1, 2]
    hover(bar, -1)
    assert seen(bar) == [1]
    bar.removeTab(1)
    assert seen(bar) == [bar.currentIndex()]
    bar.addTab("four")
    assert seen(bar) == [bar.currentIndex()]


def test_it_closes_the_tab_that_it_is_on_wherever_that_was_moved(bar: TabBar) -> None:
    closed: list[int] = []
    bar.tabCloseRequested.connect(closed.append)
    last = cross(bar, 2)
    bar.moveTab(2, 0)
    mouse: Any = QTest  # its stubs give static methods a self
    mouse.mouseClick(last, Qt.MouseButton.LeftButton)
    assert closed == [0]
    mouse.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(2).center())
    assert closed == [0, 2]


def test_a_cross_is_drawn_only_where_it_is_seen_and_keeps_its_place(bar: TabBar) -> None:
    blank = bar.grab(bar.tabRect(2)).toImage()
    width = bar.tabRect(2).width()
    hover(bar, 2)
    assert bar.grab(bar.tabRect(2)).toImage() != blank
    assert bar.tabRect(2).width() == width
    assert cross(bar, 2).accessibleName() == "Close this tab"
    assert cross(bar, 2).focusPolicy() is Qt.FocusPolicy.NoFocus


def test_many_tabs_have_the_size_that_they_want_so_that_going_to_another_one_measures_none(bar: TabBar) -> None:
    bar.resize(400, bar.sizeHint().height())
    wide = bar.addTab("a name that has no room to be shown as a whole in any tab of many")
    QApplication.processEvents()
    assert bar.tabSizeHint(wide).width() > 300, "of four, it may have more than the others"
    for number in range(10):
        bar.addTab(f"another one with a rather long name, {number}")
    QApplication.processEvents()
    for index in (0, wide, 9):
        assert bar.tabRect(index).size() == bar.tabSizeHint(index)
