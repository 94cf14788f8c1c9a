"""The bytes below a text are as high as somebody drags them, and a part that takes no share is as high as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.parts_area import PartsArea
from tests.gui.hands import drag

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def area(qtbot: QtBot) -> PartsArea:
    area = PartsArea(QPlainTextEdit())
    qtbot.addWidget(area)
    area.resize(500, 600)
    with qtbot.waitExposed(area):
        area.show()
    return area


def drag_handle(area: PartsArea, by: int) -> None:
    handle = area.handle(1)
    assert handle is not None
    place = handle.rect().center()
    drag(handle, place, place + QPoint(0, by))


def test_there_is_a_handle_only_while_there_is_something_below(area: PartsArea, wait_until: Until) -> None:
    below = QPlainTextEdit()
    below.hide()
    area.put_below(below, 1)
    handle = area.handle(1)
    assert handle is not None
    assert not handle.isVisible()
    below.show()
    wait_until(handle.isVisible)
    above, height = area.sizes()
    assert abs(2 * above - 3 * height) <= 6, "most of it is the text's at first"
    drag_handle(area, -100)
    assert area.sizes() == [above - 100, height + 100]
    below.hide()
    wait_until(lambda: not handle.isVisible())
    below.show()
    wait_until(handle.isVisible)
    assert area.sizes() == [above - 100, height + 100]


def test_a_part_without_a_share_stands_above_the_handle(area: PartsArea, wait_until: Until) -> None:
    part, bar = QLabel("part"), QLabel("bar")
    area.put_below(part, 0)
    area.put_close(bar)
    area.put_below(QPlainTextEdit(), 1)
    assert area.count() == 2
    above = area.widget(0)
    assert above is not None
    assert above.isAncestorOf(bar)
    assert above.isAncestorOf(part)
    wait_until(lambda: bar.isVisible() and 0 < bar.y() < part.y())


def test_a_part_that_comes_later_takes_the_share_that_was_chosen(area: PartsArea, wait_until: Until) -> None:
    area.divide((300, 100))
    area.put_below(QPlainTextEdit(), 1)
    wait_until(lambda: min(area.sizes()) > 0)
    above, below = area.sizes()
    assert abs(above - 3 * below) <= 4
