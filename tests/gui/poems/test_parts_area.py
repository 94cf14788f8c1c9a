"""The bytes below a text are as high as somebody drags them, and a part that takes no share is as high as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.parts_area import PartsArea
from tests.gui.hands import drag
from tests.gui.protocol_files import child

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[PartsArea]:
    holder = QWidget()  # which lets it be as low as it may come to be
    qtbot.addWidget(holder)
    holder.resize(500, 600)
    area = PartsArea(QPlainTextEdit())
    area.setParent(holder)
    area.resize(500, 600)
    with qtbot.waitExposed(holder):
        holder.show()
    yield area
    holder.close()


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
    wait_until(lambda: bar.isVisible() and 0 < bar.y() < part.mapTo(above, QPoint()).y())


def test_a_part_that_comes_later_takes_the_share_that_was_chosen(area: PartsArea, wait_until: Until) -> None:
    area.divide((300, 100))
    area.put_below(QPlainTextEdit(), 1)
    wait_until(lambda: min(area.sizes()) > 0)
    above, below = area.sizes()
    assert abs(above - 3 * below) <= 4


def low(height: int) -> QPlainTextEdit:
    """Return a part that needs so many pixels."""
    part = QPlainTextEdit()
    part.setMinimumHeight(height)
    return part


def test_the_text_and_its_bar_keep_their_room_and_the_part_wanted_last_is_seen(
    area: PartsArea, wait_until: Until
) -> None:
    bar, first, last = low(50), low(100), low(150)
    area.put_close(bar)
    for part, share in ((first, 0), (last, 1)):
        part.hide()
        part.setAccessibleName(f"Part of {share}")
        area.put_below(part, share)
    line = child(area, QLabel, "noRoom")
    first.show()
    last.show()
    wait_until(lambda: bar.isVisible() and first.isVisible() and last.isVisible() and not line.isVisible())
    least = area.minimumSizeHint().height()
    area.resize(500, 320)
    wait_until(lambda: not first.isVisible() and last.isVisible() and line.isVisible())
    assert line.text() == "There is no room for the part of 0: close something, or enlarge the window."
    first.hide()
    wait_until(lambda: not line.isVisible())
    first.show()
    wait_until(lambda: first.isVisible() and not last.isVisible())
    assert "the part of 1:" in line.text()
    area.resize(500, least)
    wait_until(lambda: not first.isVisible() and bar.height() == 50)
    assert "the part of 0 and the part of 1" in line.text()
    assert area.minimumSizeHint().height() == least, "what is not seen needs no room"
    assert area.height() == least
    bar.hide()
    area.resize(500, 600)
    wait_until(lambda: first.isVisible() and last.isVisible() and not line.isVisible())


def test_a_bar_that_comes_takes_the_room_of_a_part(area: PartsArea, wait_until: Until) -> None:
    part, bar = low(300), low(250)
    bar.hide()
    area.put_close(bar)
    area.put_below(part, 1)
    wait_until(part.isVisible)
    bar.show()
    wait_until(lambda: bar.isVisible() and not part.isVisible())
    bar.hide()
    wait_until(part.isVisible)
