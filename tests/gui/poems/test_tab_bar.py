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
from poetrygui.gui.widgets.icons import application_icon


@pytest.fixture
def bar(qtbot: QtBot) -> TabBar:
    bar = TabBar()
    qtbot.addWidget(bar)
    for name in ("one", "two", "three"):
        bar.addTab(name)
    bar.show()
    return bar


def made(bar: TabBar, index: int) -> TabCross | None:
    found = bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
    assert found is None or isinstance(found, TabCross)
    return found


def cross(bar: TabBar, index: int) -> TabCross:
    found = made(bar, index)
    assert found is not None
    return found


def seen(bar: TabBar) -> list[int]:
    return [index for index in range(bar.count()) if (found := made(bar, index)) and found.is_seen]


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
    hover(bar, 2)
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


@pytest.mark.parametrize("width", [300, 1200])
def test_a_tab_looks_the_same_with_its_cross_and_before_that_is_made(bar: TabBar, width: int) -> None:
    bar.setElideMode(Qt.TextElideMode.ElideMiddle)
    bar.addTab(application_icon(), "a name that has no room to be shown as a whole in any tab of many")
    bar.resize(width, bar.sizeHint().height())

    def look() -> object:
        return bar.grab().toImage(), [bar.tabRect(each) for each in range(4)], bar.sizeHint()

    before = look()
    assert made(bar, 3) is None
    bar.mark_unseen(3, is_unseen=False)
    assert made(bar, 3) is not None
    assert look() == before


def test_crosses_are_made_for_tabs_that_need_one_alone(bar: TabBar) -> None:
    assert [made(bar, index) is not None for index in range(3)] == [True, False, False]
    bar.mark_unseen(2, is_unseen=True)
    assert [made(bar, index) is not None for index in range(3)] == [True, False, True]
    assert (cross(bar, 2).has_dot, seen(bar)) == (True, [0])
    bar.removeTab(0)
    assert seen(bar) == [bar.currentIndex()]


def test_names_are_measured_anew_in_other_letters(bar: TabBar) -> None:
    bar.resize(60, bar.sizeHint().height())  # in which all want what they need
    before = bar.tabSizeHint(2)
    assert bar.tabSizeHint(2) == before
    font = bar.font()
    font.setPointSize(3 * font.pointSize())
    bar.setFont(font)
    assert bar.tabSizeHint(2).height() > before.height()
    bar.setTabText(2, "another name than it had")
    assert bar.tabSizeHint(2).width() > bar.tabSizeHint(1).width()
