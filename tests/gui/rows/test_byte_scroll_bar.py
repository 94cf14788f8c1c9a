"""The scroll bar over bytes: seen where there is something to scroll, and drawn anew where it looks different."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.byte_scroll_bar import ByteScrollBar
from tests.gui.exposed import exposed

GIB = 1 << 30


class Counted(ByteScrollBar):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        self.painted += 1

    def paints(self) -> int:
        """Have what is due painted; return how often it was since the last time."""
        QApplication.processEvents()
        painted, self.painted = self.painted, 0
        return painted


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return exposed(qtbot, QWidget(), 100, 400)


@pytest.fixture
def bar(window: QWidget) -> Counted:
    bar = Counted(window)
    bar.resize(16, 400)
    return bar


def test_it_is_seen_where_there_is_something_to_scroll(bar: Counted) -> None:
    assert bar.isHidden()
    bar.show_place(0, 500, 500, at_end=True)
    assert bar.isHidden()
    bar.show_place(100, 400, 500, at_end=True)
    assert not bar.isHidden()
    bar.show_place(0, 500, 500, at_end=True)
    assert bar.isHidden()


def test_it_is_drawn_where_it_looks_different(bar: Counted) -> None:
    bar.show_place(GIB, 5000, GIB, at_end=True)
    assert bar.paints() > 0
    for more in range(1, 5):
        bar.show_place(GIB + more, 5000, GIB + more, at_end=True)
        assert bar.value() == bar.maximum()
    assert bar.paints() == 0  # the handle is at the end as before, and as small as it gets
    bar.show_place(GIB // 2, 5000, GIB, at_end=False)
    assert bar.paints() > 0
    bar.show_place(GIB // 2 + 1, 5000, GIB, at_end=False)
    assert bar.paints() == 0
    bar.show_place(GIB // 2, GIB // 4, GIB, at_end=False)
    assert bar.paints() > 0


def test_what_the_user_does_is_drawn(bar: Counted) -> None:
    bar.show_place(GIB // 2, 5000, GIB, at_end=False)
    bar.paints()
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum() // 4)
    assert bar.paints() > 0
    bar.setSliderDown(False)
    bar.show_place(GIB // 2, 5000, GIB, at_end=False)
    assert bar.paints() > 0
