"""What stands in an empty place: its words as they are, its buttons, and that it covers what is empty."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.empty_state import CoverWhileEmpty, EmptyState
from poetrygui.gui.widgets.icons import application_icon


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_it_says_what_it_is_for_and_does_what_its_buttons_say(qtbot: QtBot) -> None:
    done: list[str] = []
    state = EmptyState(
        "No <b>poems</b>", "Fetch one.", [("Fetch", lambda: done.append("fetch")), ("Add", lambda: done.append("add"))]
    )
    qtbot.addWidget(state)
    assert texts(state) == ["No <b>poems</b>", "Fetch one."]
    buttons = state.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Fetch", "Add"]
    for button in reversed(buttons):
        button.click()
    assert done == ["add", "fetch"]


def test_it_has_a_picture_where_it_is_given_one(qtbot: QtBot) -> None:
    state = EmptyState("Nothing", "", icon=application_icon())
    qtbot.addWidget(state)
    picture = state.findChildren(QLabel)[0]
    assert not picture.pixmap().isNull()
    assert state.findChildren(QPushButton) == []


def test_a_cover_is_as_large_as_what_is_below_it(qtbot: QtBot) -> None:
    below, cover = QWidget(), QWidget()
    qtbot.addWidget(below)
    below.resize(300, 200)
    CoverWhileEmpty(cover, below)
    assert cover.parent() is below
    below.show()
    sizes = []
    for width, height in ((300, 200), (120, 400)):
        below.resize(width, height)
        sizes.append((cover.width(), cover.height()))
    assert sizes == [(300, 200), (120, 400)]
