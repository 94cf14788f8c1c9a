"""The page of rows: hostile text stays in its row, and what is not there yet is told."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QPaintEvent, QRegion
from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.test_row_margins import Noted
from tests.gui.rows.views import (
    given_poem,
    row_places,
)


def test_the_placeholder_is_shown_until_something_comes(view: PoemView, qtbot: QtBot) -> None:
    blank = view.grab().toImage()
    view.set_placeholder("Connecting…")
    assert view.grab().toImage() != blank
    assert view.accessibleDescription() == "Connecting…"
    given_poem(view, b"\n")
    assert view.grab().toImage() != blank


class Painted(QObject):
    """What is painted anew of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_the_place_of_the_placeholder_is_painted_anew_once_something_has_come(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, b"")
    view.set_placeholder("Connected. Nothing has come yet.")
    qtbot.waitUntil(lambda: view.accessibleDescription() != "")
    view.canvas.repaint()
    painted = Painted()
    view.canvas.installEventFilter(painted)
    poem.append(b"hello\n")
    view.catch_up()
    qtbot.waitUntil(lambda: painted.region.contains(view.canvas.rect().center()))


def test_hostile_rows_do_not_reach_into_others(view: PoemView) -> None:
    marks = "marks e" + "\u0301\u0323" * 500
    plain = given_poem(view, b"above\n\nbelow\n")
    view.set_reader(plain)
    places = row_places(view)
    viewport = view.viewport()
    assert viewport is not None
    height = viewport.height()
    clean = viewport.grab().toImage()
    given_poem(view, f"above\n{marks}\nbelow\n".encode())
    hostile = viewport.grab().toImage()
    row = places[1] - places[0]
    scale = clean.height() / height
    for place in (places[0], places[2]):
        top, bottom = int((place - row // 2 + 1) * scale), int((place + row // 2 - 1) * scale)
        assert all(
            clean.pixel(x, y) == hostile.pixel(x, y) for y in range(top, bottom) for x in range(0, clean.width(), 2)
        )


def test_a_bidi_override_is_not_obeyed(view: PoemView) -> None:
    given_poem(view, "invoice_\u202etxt.exe\n".encode())
    overridden = view.grab().toImage()
    given_poem(view, b"invoice_exe.txt\n")
    assert view.grab().toImage() != overridden
    given_poem(view, "invoice_\u202etxt.exe\n".encode())
    assert view.toPlainText() == "invoice_⟦U+202E⟧txt.exe"


def test_rows_are_wrapped_beside_a_margin_that_came_before_they_were_seen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(400, 200)
    layout = QVBoxLayout(parent)
    view = PoemView()
    layout.addWidget(view)
    view.hide()
    parent.show()
    given_poem(view, b"x" * 100 + b"\n")
    layout.activate()
    view.margins.add(Noted(120))
    view.show()
    qtbot.waitUntil(view.isVisible)
    layout_of_first = view.document().firstBlock().layout()  # type: ignore[union-attr]  # it is there
    assert layout_of_first is not None
    assert layout_of_first.lineCount() > 1
    assert layout_of_first.lineAt(0).width() <= view.canvas.width()
