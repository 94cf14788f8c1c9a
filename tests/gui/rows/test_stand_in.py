"""What stands in a page's place is looked at in the page's place."""

from __future__ import annotations

from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView


def test_somebody_looks_while_either_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view, other = PoemView(), QWidget()
    layout = QVBoxLayout(window)
    for widget in (view, other):
        layout.addWidget(widget)
    other.hide()
    looked: list[bool] = []
    view.stand_in.looked_at.connect(looked.append)
    assert not view.stand_in.is_looked_at
    with qtbot.waitExposed(window):
        window.show()
    assert (view.stand_in.is_looked_at, looked[-1]) == (True, True)
    view.stand_in.put(other)
    assert (view.isVisible(), other.isVisible(), looked[-1]) == (False, True, True)
    assert False not in looked
    window.hide()
    assert (view.stand_in.is_looked_at, looked[-1]) == (False, False)
    window.show()
    view.stand_in.put(None)
    assert (view.isVisible(), other.isVisible(), looked[-1]) == (True, False, True)
