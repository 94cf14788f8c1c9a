"""A view of a poem in memory: what is seen of it, and what hands do to it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem

VERSE = b"Could frame thy fearful symmetry, said line %d\n"


KEYS = Qt.Key


SHIFT = Qt.KeyboardModifier.ShiftModifier


CONTROL = Qt.KeyboardModifier.ControlModifier


def verse(count: int, first: int = 0) -> bytes:
    return b"".join(VERSE % number for number in range(first, first + count))


def given_poem(view: PoemView, data: bytes) -> MemoryPoem:
    poem = MemoryPoem(data)
    view.set_reader(poem)
    return poem


def seen(view: PoemView) -> list[str]:
    """Return the rows that are visible, from the top."""
    rows = []
    block = view.firstVisibleBlock()
    place = view.blockBoundingGeometry(block).translated(view.contentOffset())
    viewport = view.viewport()
    assert viewport is not None
    while block.isValid() and place.top() < viewport.height():
        rows.append(block.text())
        block = block.next()
        place = view.blockBoundingGeometry(block).translated(view.contentOffset())
    return rows


def wheel(view: PoemView, notches: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(view.mapToGlobal(QPoint(50, 50))),
        QPoint(),
        QPoint(0, round(notches * 120)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view: PoemView, start: QPoint, stop: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, stop, none, left),
        (QEvent.Type.MouseButtonRelease, stop, left, none),
    ):
        event = QMouseEvent(
            kind, QPointF(place), QPointF(view.mapToGlobal(place)), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)


def row_places(view: PoemView) -> list[int]:
    """Return the middle of each visible row, in the viewport."""
    places = []
    block = view.firstVisibleBlock()
    for _ in seen(view):
        place = view.blockBoundingGeometry(block).translated(view.contentOffset())
        places.append(int(place.center().y()))
        block = block.next()
    return places


def clipboard_text() -> str:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()
